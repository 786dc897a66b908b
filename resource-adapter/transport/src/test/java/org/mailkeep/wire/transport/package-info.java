@NullMarked
package org.mailkeep.wire.transport;

import org.jspecify.annotations.NullMarked;

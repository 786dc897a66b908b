@NullMarked
package org.mailkeep.wire.sasl;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.mailkeep.transfer;

import org.jspecify.annotations.NullMarked;

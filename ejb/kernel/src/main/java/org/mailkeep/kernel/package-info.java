/// Values without I/O: ids, addresses, sizes, time and chance passed in, the cache interface.
@NullMarked
package org.mailkeep.kernel;

import org.jspecify.annotations.NullMarked;

/// Plain stand-ins for the tests of other modules.
@NullMarked
package org.mailkeep.kernel.testing;

import org.jspecify.annotations.NullMarked;

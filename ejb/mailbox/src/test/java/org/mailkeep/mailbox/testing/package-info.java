/// Mail in memory, for the tests of this module and of those that stand on it.
@NullMarked
package org.mailkeep.mailbox.testing;

import org.jspecify.annotations.NullMarked;

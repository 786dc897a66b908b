/// A resolver for the tests of other modules.
@NullMarked
package org.mailkeep.dns.testing;

import org.jspecify.annotations.NullMarked;

/// Servers that tests of logins need.
@NullMarked
package org.mailkeep.wire.sasl.testing;

import org.jspecify.annotations.NullMarked;

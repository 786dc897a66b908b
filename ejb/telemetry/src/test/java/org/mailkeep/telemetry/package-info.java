/// Fakes for the tests of every module, and this one's own tests.
@NullMarked
package org.mailkeep.telemetry;

import org.jspecify.annotations.NullMarked;

/// Pools of sessions for the tests of modules that use some, without a container.
@NullMarked
package org.mailkeep.connections.testing;

import org.jspecify.annotations.NullMarked;

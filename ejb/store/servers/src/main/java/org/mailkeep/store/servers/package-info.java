/// Real servers for tests, so that a contract is held against what administrators run: started on a
/// free port of the loopback address, with files below the module's `target`, ended by process id
/// when the tests' JVM ends, however it ends.
@NullMarked
package org.mailkeep.store.servers;

import org.jspecify.annotations.NullMarked;

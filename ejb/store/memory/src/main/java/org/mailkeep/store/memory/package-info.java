/// All roles in memory, for tests and for look-ups.
@NullMarked
package org.mailkeep.store.memory;

import org.jspecify.annotations.NullMarked;

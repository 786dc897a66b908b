/// The queue on the memory store, with a clock that stands still, carriers that follow a script,
/// and a store that can be made to fail at any commit.
@NullMarked
package org.mailkeep.queue;

import org.jspecify.annotations.NullMarked;

/// The port to whoever knows users, addresses and local domains, its sealed results, and the rules
/// of addressing. Layers above ask through it and never learn which kind of directory answers; a
/// directory that cannot be asked says so, and is never taken for "unknown".
@NullMarked
package org.mailkeep.directory.api;

import org.jspecify.annotations.NullMarked;

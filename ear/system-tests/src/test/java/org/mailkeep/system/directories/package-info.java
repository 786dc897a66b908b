/// Each kind of directory as the only one of a server, the real server behind it: mail comes in, is
/// submitted and read, and refused as it should be, also while the directory is down.
@NullMarked
package org.mailkeep.system.directories;

import org.jspecify.annotations.NullMarked;

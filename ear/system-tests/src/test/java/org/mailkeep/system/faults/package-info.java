/// Faults around a server: disks that are full, broken or damaged, and clients that stall.
@NullMarked
package org.mailkeep.system.faults;

import org.jspecify.annotations.NullMarked;

/// The closing table of a build. Without it a suite that no longer runs, or a build that grows
/// slower by a few seconds with every change, would go unnoticed.
@NullMarked
package org.mailkeep.closing;

import org.jspecify.annotations.NullMarked;

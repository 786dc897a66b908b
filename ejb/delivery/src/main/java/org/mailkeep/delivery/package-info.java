/// The Carriers: into a local mailbox, and by SMTP to the world.
@NullMarked
package org.mailkeep.delivery;

import org.jspecify.annotations.NullMarked;

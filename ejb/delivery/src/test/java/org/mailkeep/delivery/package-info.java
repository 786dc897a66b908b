/// The carriers with real mailboxes on the memory store, and with servers that follow a script.
@NullMarked
package org.mailkeep.delivery;

import org.jspecify.annotations.NullMarked;

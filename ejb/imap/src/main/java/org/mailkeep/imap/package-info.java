/// What each IMAP command means; one class per command.
@NullMarked
package org.mailkeep.imap;

import org.jspecify.annotations.NullMarked;

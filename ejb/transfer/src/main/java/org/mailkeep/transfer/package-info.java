/// Takes mail over from elsewhere and gives it away: mbox and Maildir in both directions, and
/// accounts on other servers by IMAP. All of it streams: one message is in hand at a time.
@NullMarked
package org.mailkeep.transfer;

import org.jspecify.annotations.NullMarked;

/// What each POP3 command means; one class per command.
///
/// [org.mailkeep.pop3.Pop3Service] is handed each command of a session with the session; what a
/// session knows (account, lock, the maildrop as it was at login) hangs on it as a {@link
/// org.mailkeep.pop3.Session}. The maildrop is the inbox that IMAP shows, and no other mailbox.
@NullMarked
package org.mailkeep.pop3;

import org.jspecify.annotations.NullMarked;

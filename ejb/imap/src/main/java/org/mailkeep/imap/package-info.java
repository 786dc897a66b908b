/// What each IMAP command means; one class per command.
///
/// [org.mailkeep.imap.ImapService] is handed each command of a session with the session; what a
/// session knows (account, selected mailbox, an answer that goes on) hangs on it as a
/// [org.mailkeep.imap.Session]. An expected failure is a reply with a code of RFC 5530.
@NullMarked
package org.mailkeep.imap;

import org.jspecify.annotations.NullMarked;

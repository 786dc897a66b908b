/// IMAP4rev1 and IMAP4rev2 on the wire: grammar, responses, order of a session.
///
/// Bytes become one sealed [org.mailkeep.wire.imap.Command], whole and checked; an {@link
/// org.mailkeep.wire.imap.ImapListener} answers it with typed responses in bounded parts, and the
/// encoder writes those straight to bytes. Nothing here knows users, mailboxes or stores.
@NullMarked
package org.mailkeep.wire.imap;

import org.jspecify.annotations.NullMarked;

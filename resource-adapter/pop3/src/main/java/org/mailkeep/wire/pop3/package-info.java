/// POP3 on the wire: grammar, replies, order of a session (RFC 1939, RFC 2449).
///
/// Lines become one sealed [org.mailkeep.wire.pop3.Command], whole and checked; a {@link
/// org.mailkeep.wire.pop3.Pop3Listener} answers it with typed replies in bounded parts, and the
/// encoder writes those straight to bytes. Nothing here knows users, maildrops or stores.
@NullMarked
package org.mailkeep.wire.pop3;

import org.jspecify.annotations.NullMarked;

/// SMTP and LMTP on the wire: grammar, replies, order of a session, client side.
@NullMarked
package org.mailkeep.wire.smtp;

import org.jspecify.annotations.NullMarked;

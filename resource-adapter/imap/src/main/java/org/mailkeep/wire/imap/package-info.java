/// IMAP on the wire: grammar, responses, order of a session.
@NullMarked
package org.mailkeep.wire.imap;

import org.jspecify.annotations.NullMarked;

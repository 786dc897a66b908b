package org.mailkeep.pop3;

import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Command;

/// DELE and RSET: mark messages, and take all marks away (RFC 1939 §5). QUIT removes them.
final class Delete {
  private Delete() {}

  static Answer run(Session session, Command.Delete command) {
    Maildrop maildrop = session.maildrop();
    if (!maildrop.has(command.message())) {
      return ListMessages.noSuchMessage();
    }
    maildrop.delete(command.message());
    return Answer.ok("Marked as deleted");
  }

  static Answer reset(Session session) {
    Maildrop maildrop = session.maildrop();
    maildrop.reset();
    return Answer.ok(maildrop.left() + " messages (" + maildrop.octets() + " octets)");
  }
}

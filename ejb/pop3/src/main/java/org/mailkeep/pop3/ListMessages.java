package org.mailkeep.pop3;

import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Command;
import org.mailkeep.wire.pop3.Reply;

/// STAT, LIST and UIDL: what the snapshot knows (RFC 1939 §5, §7).
///
/// Sizes are those of the messages as they are stored, which is what the snapshot knows. RETR sends
/// as many octets, and tells how many, but for two kinds of messages: in those with bare CR or LF,
/// which an IMAP client may have appended, they become CRLF; and those with UTF-8 in a header are
/// told differently to clients without UTF-8 mode ([Surrogate]), against a SHOULD of RFC 6856 §2.1.
final class ListMessages {
  private ListMessages() {}

  static Answer stat(Session session) {
    Maildrop maildrop = session.maildrop();
    return Answer.ok(maildrop.left() + " " + maildrop.octets());
  }

  static Answer run(Session session, Command.ListSizes command) {
    Maildrop maildrop = session.maildrop();
    int message = command.message();
    if (message == 0) {
      return session.begin(
          new Listing(
              maildrop,
              maildrop.left() + " messages (" + maildrop.octets() + " octets)",
              each -> new Reply.Size(each, maildrop.size(each))));
    }
    return maildrop.has(message)
        ? Answer.ok(message + " " + maildrop.size(message))
        : noSuchMessage();
  }

  static Answer run(Session session, Command.ListIds command) {
    Maildrop maildrop = session.maildrop();
    int message = command.message();
    if (message == 0) {
      return session.begin(
          new Listing(
              maildrop,
              maildrop.left() + " messages",
              each -> new Reply.Row(each + " " + maildrop.unique(each))));
    }
    return maildrop.has(message)
        ? Answer.ok(message + " " + maildrop.unique(message))
        : noSuchMessage();
  }

  /// For a number that is no message's, or of one that is marked.
  static Answer noSuchMessage() {
    return Answer.err(null, "No such message");
  }
}

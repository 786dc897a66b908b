package org.mailkeep.imap;

import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.SequenceSet;

/// EXPUNGE, UID EXPUNGE and the expunge of CLOSE (RFC 9051 §6.4.1, §6.4.3, §6.4.9).
final class Expunge {
  private Expunge() {}

  static Answer run(Session session, Command.Expunge command) {
    SelectedMailbox mailbox = session.selected();
    if (!mailbox.writable()) {
      return Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
    }
    SequenceSet wanted = command.uids();
    UidSet uids =
        wanted == null
            ? UidSet.ALL
            : Indexes.of(mailbox, wanted, Numbering.UID).uids(mailbox.known());
    session.account().expunge(mailbox.id(), uids);
    Code code =
        session.modSeqs()
            ? new Code.HighestModSeq(mailbox.latest().status().highestModSeq())
            : null;
    return Answer.ok(mailbox.catchUp(), code, "Expunged");
  }

  /// CLOSE: expunges without telling.
  static Answer close(Session session) {
    SelectedMailbox mailbox = session.selected();
    if (mailbox.writable()) {
      session.account().expunge(mailbox.id(), UidSet.ALL);
    }
    session.unselect();
    return Answer.ok("Closed");
  }
}

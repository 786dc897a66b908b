package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.PartialRange;
import org.mailkeep.wire.imap.Response;

/// FETCH and UID FETCH (RFC 9051 §6.4.5, §6.4.9, RFC 7162 §3.1.4, §3.2.6, RFC 9394 §3.3).
final class Fetch {
  private final MessageReading reading;

  Fetch(MessageReading reading) {
    this.reading = reading;
  }

  Answer run(Session session, Command.Fetch command, MessageLimits limits) {
    SelectedMailbox mailbox = session.selected();
    if (command.vanished() && !session.resync()) {
      return Answer.bad(null, "QRESYNC is not enabled"); // RFC 7162 §3.2.6
    }
    if (command.changedSince() >= 0 || command.items().contains(Simple.MODSEQ)) {
      session.enableModSeqs();
    }
    boolean byUid = command.by() == Numbering.UID;
    return session.begin(
        mailbox.catchUp(byUid, SelectedMailbox.Own.NONE),
        new LateAnswer(() -> answer(session, command, limits)));
  }

  private LongAnswer answer(Session session, Command.Fetch command, MessageLimits limits) {
    SelectedMailbox mailbox = session.selected();
    Indexes named = Indexes.of(mailbox, command.messages(), command.by());
    PartialRange range = command.partial();
    Indexes asked =
        range == null ? named : named.some(range.begin(named.count()), range.end(named.count()));
    MessageLimits.Part part = limits.within(asked, mailbox.known());
    Indexes wanted =
        command.changedSince() < 0
            ? part.messages()
            : part.messages()
                .changedSince(mailbox.known(), mailbox.latest(), command.changedSince());
    List<Response> first = new ArrayList<>();
    if (command.vanished()) {
      var among = Resynchronization.uids(command.messages(), mailbox.known());
      Resynchronization.vanished(session, command.changedSince(), among, first);
    }
    FetchPlan plan =
        new FetchPlan(command.items(), command.changedSince(), command.changedSince() >= 0);
    Answer.Tagged done = new Answer.Tagged(Answer.Condition.OK, part.code(), "Fetched");
    FetchAnswer.Request request = new FetchAnswer.Request(wanted, plan, command.by());
    return new FetchAnswer(session, reading, request, first, done);
  }
}

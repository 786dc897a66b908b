package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.StatusItem;

/// STATUS (RFC 9051 §6.3.11).
final class Status {
  private Status() {}

  static Answer run(Session session, Command.Status command) {
    if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
      session.enableModSeqs();
    }
    return session
        .account()
        .find(command.mailbox())
        .map(mailbox -> Answer.ok(List.of(response(mailbox, command.items())), "Counted"))
        .orElseGet(() -> Answer.no(Code.Simple.NONEXISTENT, "No such mailbox"));
  }

  static Response response(Mailbox mailbox, List<StatusItem> items) {
    MailboxStatus status = mailbox.status();
    List<Response.StatusValue> values = new ArrayList<>(items.size());
    for (StatusItem item : items) {
      values.add(new Response.StatusValue(item, value(status, item)));
    }
    return new Response.Status(mailbox.path(), values);
  }

  private static long value(MailboxStatus status, StatusItem item) {
    return switch (item) {
      case MESSAGES -> status.messages();
      case RECENT -> status.recent();
      case UIDNEXT -> status.uidNext();
      case UIDVALIDITY -> status.uidValidity();
      case UNSEEN -> status.unseen();
      case DELETED -> status.deleted();
      case SIZE -> status.bytes();
      case HIGHESTMODSEQ -> status.highestModSeq();
    };
  }
}

package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.StatusItem;

/// STATUS (RFC 9051 §6.3.11).
final class Status {
  private Status() {}

  /// @param appendLimit octets of the largest message (RFC 7889)
  static Answer run(Session session, Command.Status command, long appendLimit) {
    if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
      session.enableModSeqs();
    }
    Located place = session.located(command.mailbox()).need(Right.READ);
    return Answer.ok(List.of(response(place, command.items(), appendLimit)), "Counted");
  }

  /// @param appendLimit octets of the largest message (RFC 7889)
  static Response response(Located place, List<StatusItem> items, long appendLimit) {
    List<Response.StatusValue> values = new ArrayList<>(items.size());
    for (StatusItem item : items) {
      values.add(
          switch (item) {
            case MAILBOXID ->
                new Response.StatusValue(
                    item, 0, ObjectIds.mailbox(place.account().id(), place.id()));
            case APPENDLIMIT -> new Response.StatusValue(item, appendLimit);
            default -> new Response.StatusValue(item, value(place, item));
          });
    }
    return new Response.Status(place.mailbox().path(), values);
  }

  private static long value(Located place, StatusItem item) {
    MailboxStatus status = place.mailbox().status();
    return switch (item) {
      case MESSAGES -> status.messages();
      case RECENT -> status.recent();
      case UIDNEXT -> status.uidNext();
      case UIDVALIDITY -> status.uidValidity();
      case UNSEEN -> status.unseen();
      case DELETED -> status.deleted();
      case SIZE -> status.bytes();
      case HIGHESTMODSEQ -> status.highestModSeq();
      case APPENDLIMIT, MAILBOXID -> throw new IllegalArgumentException("not a count: " + item);
      case DELETED_STORAGE -> status.deleted() == 0 ? 0 : deletedStorage(place);
    };
  }

  /// Octets that EXPUNGE would free (RFC 9208 §4.1.4).
  private static long deletedStorage(Located place) {
    MailboxView view = place.account().view(place.id()).orElse(null);
    long octets = 0;
    if (view != null) {
      for (int at = view.nextDeleted(0); at < view.count(); at = view.nextDeleted(at + 1)) {
        octets += view.size(at);
      }
    }
    return octets;
  }
}

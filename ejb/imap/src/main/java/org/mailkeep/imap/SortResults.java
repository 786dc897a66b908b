package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.mailbox.Bulk;
import org.mailkeep.mailbox.HeaderIndex;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SortKey;

/// Tells what SORT found, in the order that was asked for (RFC 5256 §3, RFC 5267 §3).
final class SortResults implements FoundMessages {
  private final Session session;
  private final Command.Sort command;

  SortResults(Session session, Command.Sort command) {
    this.session = session;
    this.command = command;
  }

  @Override
  public LongAnswer tell(Found found) {
    MailboxView known = session.selected().known();
    if (command.order().stream().noneMatch(SortResults::needsHeaders)) {
      return () -> answer(found, new MessageOrder(known, null));
    }
    Bulk<HeaderIndex> reading = session.selected().account().headers(known);
    return () -> {
      HeaderIndex headers = reading.advance();
      return headers == null
          ? Answer.more(List.of())
          : answer(found, new MessageOrder(known, headers));
    };
  }

  private static boolean needsHeaders(SortKey key) {
    return switch (key.criterion()) {
      case ARRIVAL, SIZE -> false;
      case CC, DATE, DISPLAYFROM, DISPLAYTO, FROM, SUBJECT, TO -> true;
    };
  }

  private Answer answer(Found found, MessageOrder order) {
    int[] sorted = order.sort(found.messages().toArray(), command.order());
    List<Response> responses = new ArrayList<>();
    var results = new SearchResults(session, command.by(), command.returns());
    if (command.returns().extended()) {
      results.extended(sorted, found.modSeq(), responses);
    } else {
      responses.add(new Response.Sorted(results.numbers(sorted, 0, sorted.length), found.modSeq()));
    }
    return Answer.ok(responses, found.code(), "Sorted");
  }
}

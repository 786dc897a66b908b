package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.PartialRange;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SearchReturns;

/// Tells what SEARCH found (RFC 9051 §6.4.4), or an order of it (RFC 5267 §3.1), and keeps it as
/// `$` (RFC 5182, RFC 9394 §3.2).
final class SearchResults implements FoundMessages {
  private final Session session;
  private final SelectedMailbox mailbox;
  private final Numbering by;
  private final SearchReturns returns;

  SearchResults(Session session, Numbering by, SearchReturns returns) {
    this.session = session;
    this.mailbox = session.selected();
    this.by = by;
    this.returns = returns;
  }

  @Override
  public LongAnswer tell(Found found) {
    return () -> {
      List<Response> responses = new ArrayList<>();
      if (!returns.extended() && !session.revision2()) {
        Numbers numbers = found.messages().numbers(mailbox.known(), by);
        responses.add(new Response.Found(numbers, found.modSeq()));
      } else {
        extended(found.messages().toArray(), found.modSeq(), responses);
      }
      return Answer.ok(responses, found.code(), "Searched");
    };
  }

  /// Adds the ESEARCH response, unless the results are only to be kept.
  ///
  /// @param order indexes of the known view in the order that was asked for
  void extended(int[] order, long modSeq, List<Response> responses) {
    SearchReturns wanted = returns.extended() ? returns : SearchReturns.ALL;
    PartialRange range = wanted.partial();
    if (wanted.has(SearchReturn.SAVE)) {
      mailbox.save(returned(order, wanted));
      if (wanted.items().size() == 1 && range == null) {
        return;
      }
    }
    responses.add(
        new Response.ExtendedFound(
            by,
            wanted.has(SearchReturn.MIN) ? edge(order, 0) : null,
            wanted.has(SearchReturn.MAX) ? edge(order, order.length - 1) : null,
            wanted.has(SearchReturn.ALL) && order.length > 0
                ? numbers(order, 0, order.length)
                : null,
            wanted.has(SearchReturn.COUNT) ? (Long) (long) order.length : null,
            modSeq == 0 ? 0 : highest(returned(order, wanted)),
            range == null ? null : new Response.Partial(range, some(order, range))));
  }

  private @Nullable Long edge(int[] order, int at) {
    return order.length == 0 ? null : Indexes.number(mailbox.known(), order[at], by);
  }

  private Numbers some(int[] order, PartialRange range) {
    return numbers(order, range.begin(order.length), range.end(order.length));
  }

  /// The numbers of some messages for the client, in their order.
  Numbers numbers(int[] order, int from, int to) {
    MailboxView known = mailbox.known();
    Numbers.Builder numbers = new Numbers.Builder();
    for (int i = from; i < to; i++) {
      numbers.add(Indexes.number(known, order[i], by));
    }
    return numbers.build();
  }

  /// The highest mod-sequence of some messages (RFC 4731 §3.2).
  private long highest(Indexes messages) {
    MailboxView known = mailbox.known();
    MailboxView latest = mailbox.latest();
    long highest = 0;
    for (Indexes.Walk walk = messages.walk(); walk.more(); ) {
      int index = walk.next();
      int now = latest == known ? index : latest.indexOf(known.uid(index));
      highest = Math.max(highest, now < 0 ? known.modSeq(index) : latest.modSeq(now));
    }
    return highest;
  }

  /// What `$` is afterwards, and MODSEQ is about: with COUNT or ALL everything, else what is told
  /// (RFC 4731 §3.2, RFC 9051 §6.4.4.1, RFC 9394 §3.2).
  private static Indexes returned(int[] order, SearchReturns returns) {
    PartialRange range = returns.partial();
    boolean edges = returns.has(SearchReturn.MIN) || returns.has(SearchReturn.MAX);
    boolean whole = returns.has(SearchReturn.ALL) || returns.has(SearchReturn.COUNT);
    if (order.length == 0 || whole || (!edges && range == null)) {
      return Indexes.of(order, 0, order.length);
    }
    int begin = range == null ? 0 : range.begin(order.length);
    int end = range == null ? 0 : range.end(order.length);
    int[] kept = new int[Math.max(0, end - begin) + 2];
    int count = 0;
    for (int i = begin; i < end; i++) {
      kept[count++] = order[i];
    }
    if (returns.has(SearchReturn.MIN)) {
      kept[count++] = order[0];
    }
    if (returns.has(SearchReturn.MAX)) {
      kept[count++] = order[order.length - 1];
    }
    return Indexes.of(kept, 0, count);
  }
}

package org.mailkeep.imap;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.HeaderIndex;
import org.mailkeep.mailbox.HeaderIndex.Text;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.wire.imap.SortKey;

/// Puts messages into an order (RFC 5256 §3). All that is compared are numbers, so a criterion is
/// one sort of numbers: the last criterion first, each keeping what the one before it made.
final class MessageOrder {
  private final MailboxView view;
  private final @Nullable HeaderIndex headers;

  /// @param headers of the view; null when no criterion needs them
  MessageOrder(MailboxView view, @Nullable HeaderIndex headers) {
    this.view = view;
    this.headers = headers;
  }

  /// Messages in an order. Equal ones stay in the order of the mailbox, also when a criterion is
  /// reversed.
  ///
  /// @param messages indexes of the view, ascending; not changed
  int[] sort(int[] messages, List<SortKey> order) {
    int[] sorted = messages.clone();
    for (SortKey key : order.reversed()) {
      sorted = sort(sorted, key);
    }
    return sorted;
  }

  private int[] sort(int[] messages, SortKey key) {
    int sign = key.reverse() ? -1 : 1;
    int[] places = StableOrder.of(messages.length, i -> sign * value(key.criterion(), messages[i]));
    int[] sorted = new int[messages.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = messages[places[i]];
    }
    return sorted;
  }

  private long value(SortKey.Criterion criterion, int index) {
    return switch (criterion) {
      case ARRIVAL -> view.received(index).getEpochSecond();
      case SIZE -> view.size(index);
      case DATE -> headers().sent(index);
      case SUBJECT -> headers().rank(Text.SUBJECT, index);
      case FROM -> headers().rank(Text.FROM, index);
      case TO -> headers().rank(Text.TO, index);
      case CC -> headers().rank(Text.CC, index);
      case DISPLAYFROM -> headers().rank(Text.DISPLAY_FROM, index);
      case DISPLAYTO -> headers().rank(Text.DISPLAY_TO, index);
    };
  }

  private HeaderIndex headers() {
    return Objects.requireNonNull(headers, "the headers that a criterion needs");
  }
}

package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;

/// Walks over the messages of a view that are in a set of UIDs, ascending.
final class Rows {
  private final MailboxView view;
  private final UidSet uids;
  private int span;
  private int index;

  /// @param from lower UIDs are passed over
  Rows(MailboxView view, UidSet uids, int from) {
    this.view = view;
    this.uids = uids;
    this.index = view.indexAtOrAfter(from);
  }

  /// The next message, or null.
  Chunk.@Nullable Row next() {
    while (span < uids.spans().size() && index < view.count()) {
      UidSet.Span now = uids.spans().get(span);
      int uid = view.uid(index);
      if (uid < now.first()) {
        index = view.indexAtOrAfter(now.first());
      } else if (uid > now.last()) {
        span++;
      } else {
        return view.rowAt(index++);
      }
    }
    return null;
  }
}

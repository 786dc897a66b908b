package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;

/// What operations did to the messages of one mailbox, to be done to its index once it is durable.
/// UIDs are never used again, so the three lists can be applied one after the other.
final class ViewLog {
  private final List<Chunk.Row> appended = new ArrayList<>(1);
  private final List<FlagResult.Entry> updated = new ArrayList<>(0);
  private final List<Integer> removed = new ArrayList<>(0);

  void append(Chunk.Row row) {
    appended.add(row);
  }

  void update(FlagResult.Entry entry) {
    updated.add(entry);
  }

  void remove(int uid) {
    removed.add(uid);
  }

  void addAll(ViewLog later) {
    appended.addAll(later.appended);
    updated.addAll(later.updated);
    removed.addAll(later.removed);
  }

  /// Begins the next view.
  ViewEdit applyTo(MailboxView view) {
    ViewEdit edit = ViewEdit.of(view);
    appended.forEach(edit::append);
    return edit.update(updated).remove(removed);
  }
}

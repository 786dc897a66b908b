package org.mailkeep.mailbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;

/// Who wants to know of changes, by account and of all.
final class Listeners {
  private final ConcurrentHashMap<AccountId, CopyOnWriteArrayList<Entry>> byAccount =
      new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Entry> ofAll = new CopyOnWriteArrayList<>();

  /// A registration; compared by identity, so that one listener may be there twice.
  private static final class Entry {
    final ChangeListener listener;

    Entry(ChangeListener listener) {
      this.listener = listener;
    }
  }

  ChangeListener.Registration add(AccountId account, ChangeListener listener) {
    Entry entry = new Entry(listener);
    byAccount.compute(
        account,
        (_, now) -> {
          CopyOnWriteArrayList<Entry> list = now == null ? new CopyOnWriteArrayList<>() : now;
          list.add(entry);
          return list;
        });
    return () ->
        byAccount.computeIfPresent(
            account,
            (_, now) -> {
              now.remove(entry);
              return now.isEmpty() ? null : now;
            });
  }

  ChangeListener.Registration add(ChangeListener listener) {
    Entry entry = new Entry(listener);
    ofAll.add(entry);
    return () -> ofAll.remove(entry);
  }

  void tell(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    Set<MailboxId> where = Set.copyOf(mailboxes);
    CopyOnWriteArrayList<Entry> own = byAccount.get(account);
    if (own != null) {
      own.forEach(entry -> entry.listener.changed(account, upTo, where));
    }
    ofAll.forEach(entry -> entry.listener.changed(account, upTo, where));
  }
}

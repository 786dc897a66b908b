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
  private final CopyOnWriteArrayList<Entry> ofThisNode = new CopyOnWriteArrayList<>();

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

  /// For one who tells other nodes: hears nothing of what happened elsewhere.
  ChangeListener.Registration addForThisNode(ChangeListener listener) {
    Entry entry = new Entry(listener);
    ofThisNode.add(entry);
    return () -> ofThisNode.remove(entry);
  }

  /// Tells of a commit of this node.
  void tellCommit(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    tell(account, upTo, mailboxes);
    ofThisNode.forEach(entry -> entry.listener.changed(account, upTo, mailboxes));
  }

  /// Tells of a commit of any node.
  void tell(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    CopyOnWriteArrayList<Entry> own = byAccount.get(account);
    if (own != null) {
      own.forEach(entry -> entry.listener.changed(account, upTo, mailboxes));
    }
    ofAll.forEach(entry -> entry.listener.changed(account, upTo, mailboxes));
  }
}

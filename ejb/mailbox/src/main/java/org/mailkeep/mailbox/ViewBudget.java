package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Bounds how many messages the cached indexes hold together, for the cache itself counts
/// mailboxes, however large. It says which of them to forget: those written least recently.
///
/// @param <K> names a mailbox
final class ViewBudget<K> {
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<K, Integer> sizes = new LinkedHashMap<>(16, 0.75f, true);
  private final long most;
  private final int mailboxes;
  private long total;

  /// @param most messages
  /// @param mailboxes that the cache holds; more are not remembered here either
  ViewBudget(long most, int mailboxes) {
    this.most = most;
    this.mailboxes = mailboxes;
  }

  /// Notes that an index is in the cache.
  ///
  /// @return those that must go; never this one
  List<K> put(K key, int size) {
    lock.lock();
    try {
      Integer before = sizes.put(key, size);
      total += size - (before == null ? 0 : before);
      List<K> gone = new ArrayList<>();
      Iterator<Map.Entry<K, Integer>> oldest = sizes.entrySet().iterator();
      while ((total > most || sizes.size() > mailboxes) && sizes.size() > 1) {
        Map.Entry<K, Integer> entry = oldest.next();
        total -= entry.getValue();
        gone.add(entry.getKey());
        oldest.remove();
      }
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /// Notes that an index is no longer in the cache.
  void remove(K key) {
    lock.lock();
    try {
      Integer before = sizes.remove(key);
      total -= before == null ? 0 : before;
    } finally {
      lock.unlock();
    }
  }

  /// What may be noted at most.
  long most() {
    return most;
  }

  /// Messages noted.
  long total() {
    lock.lock();
    try {
      return total;
    } finally {
      lock.unlock();
    }
  }
}

package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.spi.Overlay;
import org.mailkeep.store.api.spi.ResolvedGroup;
import org.mailkeep.store.api.spi.Slot;
import org.mailkeep.store.api.spi.Waiter;

/// Batches in one transaction, tried until it is known whether they happened.
///
/// What their conditions and counters need is read in the transaction, so that it conflicts with
/// whoever changes that meanwhile. An attempt whose end is unknown is kept with its answers; each
/// later one first reads by [Marks] whether it happened.
final class GroupCommit {
  private static final int MOST_CONFLICTS = 5;

  private final Cluster cluster;
  private final Marks marks;
  private final List<Waiter> waiters;
  private final SortedSet<Slot> needs;
  private final Map<Long, ResolvedGroup> unknown = new HashMap<>();
  private final long end;
  private @Nullable Attempt sent;

  private record Attempt(long number, ResolvedGroup group) {}

  GroupCommit(Cluster cluster, Marks marks, List<Waiter> waiters) {
    this.cluster = cluster;
    this.marks = marks;
    this.waiters = waiters;
    this.needs = ResolvedGroup.needs(waiters);
    this.end = System.nanoTime() + cluster.config().queue().timeout().toNanos();
  }

  /// Commits and answers.
  ///
  /// @return false when it met others' transactions each time; nothing happened then
  /// @throws org.mailkeep.store.api.StoreException when it is not known to have happened
  boolean run() {
    int conflicts = 0;
    Transaction transaction = cluster.begin();
    try {
      while (true) {
        try {
          attempt(transaction).answer();
          return true;
        } catch (CompletionException | FDBException e) {
          conflicts += Failures.code(e) == Failures.NOT_COMMITTED ? 1 : 0;
          note(e);
          if (conflicts == MOST_CONFLICTS && unknown.isEmpty()) {
            return false;
          }
          transaction = next(transaction, e);
        }
      }
    } finally {
      transaction.close();
    }
  }

  /// What happened, in this attempt or an earlier one.
  private ResolvedGroup attempt(Transaction transaction) {
    sent = null;
    CompletableFuture<Long> last = marks.last(transaction);
    Map<Slot, byte[]> stored = stored(transaction);
    ResolvedGroup before = unknown.get(last.join());
    if (before != null) {
      return before;
    }
    var now = ResolvedGroup.of(waiters, (space, key) -> stored.get(new Slot(space, key)));
    if (!now.isEmpty()) {
      write(transaction, now.overlay());
      sent = new Attempt(marks.next(transaction), now);
      transaction.commit().join();
    }
    return now;
  }

  private Map<Slot, byte[]> stored(Transaction transaction) {
    Map<Slot, CompletableFuture<byte[]>> asked = new HashMap<>();
    for (Slot slot : needs) {
      asked.put(slot, transaction.get(cluster.keys().key(slot.space(), slot.key())));
    }
    Map<Slot, byte[]> stored = new HashMap<>();
    asked.forEach((slot, future) -> {
      byte[] value = future.join();
      if (value != null) {
        stored.put(slot, value);
      }
    });
    return stored;
  }

  private void write(Transaction transaction, Overlay overlay) {
    KeySpace keys = cluster.keys();
    for (Mutation.DeleteRange each : overlay.deletedRanges()) {
      byte[] from = keys.from(each.space(), each.range());
      byte[] to = keys.to(each.space(), each.range());
      if (Arrays.compareUnsigned(from, to) < 0) {
        transaction.clear(from, to);
      }
    }
    for (Map.Entry<Slot, Optional<byte[]>> change : overlay.changes().entrySet()) {
      byte[] key = keys.key(change.getKey().space(), change.getKey().key());
      change
          .getValue()
          .ifPresentOrElse(value -> transaction.set(key, value), () -> transaction.clear(key));
    }
  }

  /// Keeps an attempt of which nobody knows whether it happened.
  private void note(Throwable e) {
    Attempt last = sent;
    if (last != null && Failures.mayHaveHappened(Failures.code(e))) {
      unknown.put(last.number(), last.group());
    }
    sent = null;
  }

  /// The transaction to go on with. One whose time is over gets time once more while an attempt's
  /// end is unknown: those who wait for it would not know either.
  private Transaction next(Transaction failed, RuntimeException e) {
    boolean over = Failures.code(e) == Failures.TIMED_OUT;
    if (over && !unknown.isEmpty() && System.nanoTime() - end < 0) {
      failed.close();
      return cluster.begin();
    }
    return cluster.again(failed, "commit", e);
  }
}

package org.mailkeep.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.rocksdb.RocksDBException;

/// The one thread that writes. It takes all batches that wait, checks each against the store and
/// those before it, writes them with one flush and then answers each.
///
/// A flush holds the thread that asks for it; were that a virtual thread's carrier, two of them
/// would stop every session of a machine with two processors.
final class Committer {
  /// Octets of a group beyond which no further batch joins it.
  private static final long GROUP_OCTETS = 16L << 20;

  private static final int GROUP_BATCHES = 1_000;

  private final Restorable database;
  private final BlockingQueue<Waiter> queue;
  private final long timeoutNanos;
  private final Thread thread;
  private volatile boolean closed;

  /// Where groups are written, and what makes it good again after a failure.
  interface Restorable {
    /// The database now, made good if the last write failed and it can be.
    ///
    /// @throws StoreException when it cannot be written to
    Database writable();

    /// Told of each failed write.
    void failed(StoreException reason);
  }

  Committer(Restorable database, RocksDbConfig.Queue limits, String name) {
    this.database = database;
    this.queue = new ArrayBlockingQueue<>(limits.length());
    this.timeoutNanos = limits.timeout().toNanos();
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /// Hands a batch over and waits until it is written.
  Commit commit(Batch batch, boolean durable) {
    long deadline = System.nanoTime() + timeoutNanos;
    var waiter = new Waiter(batch, durable);
    try {
      if (closed) {
        throw closed();
      }
      if (!queue.offer(waiter, timeoutNanos, TimeUnit.NANOSECONDS)) {
        throw new StoreException.Unavailable("too many commits wait");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted before the commit", e);
    }
    if (closed && !thread.isAlive() && queue.remove(waiter)) {
      throw closed();
    }
    return waiter.await(deadline);
  }

  /// Writes what waits, then stops.
  void close() {
    closed = true;
    // Wakes it when nothing waits; when the queue is full it needs no waking.
    var _ = queue.offer(new Waiter(new Batch(), false));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    for (Waiter waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
      waiter.fail(closed());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Waiter> group = new ArrayList<>();
    while (!(closed && queue.isEmpty())) {
      Waiter first = next();
      if (first != null) {
        gather(first, group);
        writeOrFail(group);
        group.clear();
      }
    }
  }

  private @Nullable Waiter next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt it; closing ends it.
      return null;
    }
  }

  private void writeOrFail(List<Waiter> group) {
    try {
      write(group);
    } catch (RuntimeException | Error e) {
      var reason = new StoreException.Unavailable("the committer failed", e);
      group.forEach(waiter -> waiter.fail(reason));
    }
  }

  private void gather(Waiter first, List<Waiter> group) {
    long octets = 0;
    for (Waiter next = first; next != null; next = queue.poll()) {
      group.add(next);
      octets += next.batch().size();
      if (octets > GROUP_OCTETS || group.size() == GROUP_BATCHES) {
        return;
      }
    }
  }

  private void write(List<Waiter> waiters) {
    List<Runnable> answers = new ArrayList<>(waiters.size());
    try (var group = new Group(database.writable())) {
      for (Waiter waiter : waiters) {
        answers.add(add(group, waiter));
      }
      group.write();
    } catch (RocksDBException e) {
      StoreException reason = Failures.of("commit", e);
      database.failed(reason);
      waiters.forEach(waiter -> waiter.fail(reason));
      return;
    } catch (StoreException e) {
      waiters.forEach(waiter -> waiter.fail(e));
      return;
    }
    answers.forEach(Runnable::run);
  }

  /// Adds a batch to the group; its answer waits until the group is written.
  private static Runnable add(Group group, Waiter waiter) throws RocksDBException {
    try {
      Commit commit = group.add(waiter.batch(), waiter.durable());
      return () -> waiter.end(commit);
    } catch (StoreException e) {
      return () -> waiter.fail(e);
    }
  }

  private static StoreException closed() {
    return new StoreException.Unavailable("the rocksdb store is closed");
  }
}

package org.mailkeep.store.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;

/// The one thread that writes. It takes all batches that wait and has them written together, with
/// one flush for all.
///
/// A native flush holds the thread that asks for it; were that a virtual thread's carrier, two of
/// them would stop every session of a machine with two processors.
public final class Committer {
  /// Octets of a group beyond which no further batch joins it.
  private static final long GROUP_OCTETS = 16L << 20;

  private static final int GROUP_BATCHES = 1_000;

  private final Writer writer;
  private final String store;
  private final BlockingQueue<Waiter> queue;
  private final long timeoutNanos;
  private final Thread thread;
  private final AtomicLong groups = new AtomicLong();
  private volatile boolean closed;

  /// What writes a group.
  @FunctionalInterface
  public interface Writer {
    /// Writes batches, each all or nothing, each seeing those before it, and ends or fails each
    /// waiter. What it throws fails those that it has not told.
    void write(List<Waiter> group);
  }

  /// @param store what the store is called in failures, such as `rocksdb`
  /// @param name of the thread
  public Committer(Writer writer, CommitQueue limits, String store, String name) {
    this.writer = writer;
    this.store = store;
    this.queue = new ArrayBlockingQueue<>(limits.length());
    this.timeoutNanos = limits.timeout().toNanos();
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /// Hands a batch over and waits until it is written.
  ///
  /// @param durable whether it is to be on stable storage then
  /// @throws StoreException when it failed, or took too long
  public Commit commit(Batch batch, boolean durable) {
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

  /// How many groups it has had written so far.
  public long groups() {
    return groups.get();
  }

  /// Writes what waits, then stops.
  public void close() {
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
    groups.incrementAndGet();
    try {
      writer.write(group);
    } catch (StoreException e) {
      group.forEach(waiter -> waiter.fail(e));
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

  private StoreException closed() {
    return new StoreException.Unavailable("the " + store + " store is closed");
  }
}

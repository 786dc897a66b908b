package org.mailkeep.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.IndexEvent;

/// Follows the journal behind the mail: one thread that sleeps until it is woken, lets mail come in
/// for a moment, and then works until nothing is left. When a store cannot serve, the journal grows
/// and the indexer tries again, ever more rarely. Safe for many threads.
public final class Indexer implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IndexingPorts ports;
  private final IndexingRules rules;
  private final IndexLag lag;
  private final Semaphore wakes = new Semaphore(0);
  private volatile boolean closed;
  private volatile @Nullable String trouble;
  private final AtomicLong woken = new AtomicLong();
  private final AtomicLong indexed = new AtomicLong();
  private volatile long done = -1;
  private @Nullable Thread thread;
  private final CountDownLatch end = new CountDownLatch(1);
  private Instant troubledSince = Instant.MIN;
  private Duration next = SHORTEST;

  public Indexer(IndexingPorts ports, IndexingRules rules) {
    this.ports = ports;
    this.rules = rules;
    this.lag = new IndexLag(ports.journal(), ports.clock(), ports.events(), rules.patience());
  }

  /// Begins.
  public void start() {
    Thread now = ports.threads().newThread(this::work);
    thread = now;
    now.start();
  }

  /// Something was added to the journal.
  ///
  /// @return a ticket for [#isDone]
  public long wake() {
    long ticket = woken.incrementAndGet();
    wakes.release();
    return ticket;
  }

  /// Whether all that was in the journal when a ticket was given is done.
  public boolean isDone(long ticket) {
    return done >= ticket;
  }

  /// Messages that were indexed since the start.
  public long indexed() {
    return indexed.get();
  }

  /// Why it cannot go on for now, readable; null when it can.
  public @Nullable String trouble() {
    return trouble;
  }

  /// What an operator should know of it, readable: why it cannot go on, and how late it is.
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    String reason = trouble;
    if (reason != null) {
      complaints.add(reason);
    }
    lag.lateness().ifPresent(complaints::add);
    return complaints;
  }

  /// How far it is behind the mail.
  public IndexLag lag() {
    return lag;
  }

  /// Whether nothing was left to do when it last looked, and nobody woke it since.
  public boolean isIdle() {
    return isDone(woken.get());
  }

  /// Asks to index all mail of an account anew.
  ///
  /// @return a ticket for [#isDone]
  public long rebuild(AccountId account) {
    ports.journal().rebuild(account);
    return wake();
  }

  /// Clears the index and asks to index all mail anew.
  ///
  /// @return a ticket for [#isDone]
  public long rebuildAll() {
    // In this order: what is noted as indexed is always in the index.
    ports.journal().beginAnew("");
    ports.search().clear();
    return wake();
  }

  private void work() {
    try {
      while (!closed) {
        Duration wait = turn();
        if (trouble == null) {
          var _ = wakes.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
          settle();
        } else {
          // However much mail comes in meanwhile: a store in trouble is not asked for each message.
          var _ = end.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until no mail has come in for a while.
  private void settle() throws InterruptedException {
    long end = System.nanoTime() + rules.longestPause().toNanos();
    wakes.drainPermits();
    while (!closed
        && System.nanoTime() - end < 0
        && wakes.tryAcquire(rules.pause().toNanos(), TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
  }

  /// Does what there is to do, or finds that it cannot.
  ///
  /// @return how long to wait: when nothing is wrong, at most that, until somebody wakes it
  Duration turn() {
    try (var lease = new IndexLease(ports.lookups(), ports.clock())) {
      long wanted = woken.get();
      lag.watch();
      var run =
          new IndexingRun(ports, rules.batch(), () -> !closed && lease.hold(), indexed::addAndGet);
      if (!run.run()) {
        return BUSY;
      }
      done = wanted;
      recovered();
      return LOOK;
    } catch (StoreException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed(e.toString());
    }
  }

  private Duration failed(String reason) {
    if (trouble == null) {
      troubledSince = ports.clock().instant();
      ports.events().emit(new IndexEvent.Behind(reason));
    }
    trouble = reason;
    Duration wait = next;
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    return wait;
  }

  private void recovered() {
    if (trouble != null) {
      trouble = null;
      Duration took = Duration.between(troubledSince, ports.clock().instant());
      ports.events().emit(new IndexEvent.Resumed(took));
    }
    next = SHORTEST;
  }

  @Override
  public void close() {
    closed = true;
    end.countDown();
    wakes.release();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

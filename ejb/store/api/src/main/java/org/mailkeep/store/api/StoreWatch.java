package org.mailkeep.store.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// Knows how a store fares: from the failures that its users meet, and from checks that write and
/// read a record of their own. Only a check finds that the store serves again. Safe for many
/// threads; one of them checks.
public final class StoreWatch {
  private static final long DAMAGE_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final StoreState OPEN = new StoreState.Open();

  private final String name;
  private final Check check;
  private final Events events;
  private final long intervalNanos;
  private final Semaphore suspicion = new Semaphore(0);
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable Trouble damage;

  /// @param since in [System#nanoTime()]
  private record Trouble(String reason, long since) {}

  /// Finds out whether a store serves.
  @FunctionalInterface
  public interface Check {
    /// Writes something and reads it.
    ///
    /// @throws StoreException when that fails
    void run();
  }

  /// @param name the store's id in the settings
  /// @param check that it serves
  /// @param interval after which a store is checked of which nothing bad was heard
  public StoreWatch(String name, Check check, Events events, Duration interval) {
    this.name = name;
    this.check = check;
    this.events = events;
    this.intervalNanos = interval.toNanos();
  }

  /// Watches a store of data.
  ///
  /// @param name the store's id in the settings
  /// @param backend what is checked
  /// @param interval after which a store is checked of which nothing bad was heard
  public StoreWatch(String name, DataBackend backend, Events events, Duration interval) {
    this(name, StoreChecks.of(backend), events, interval);
  }

  /// The store's id in the settings.
  public String name() {
    return name;
  }

  /// How the store fares now. That a record could not be read is remembered for an hour.
  public StoreState state() {
    Trouble now = trouble;
    if (now != null) {
      return new StoreState.Failing(now.reason);
    }
    Trouble hurt = damage;
    return hurt == null || System.nanoTime() - hurt.since > DAMAGE_NANOS
        ? OPEN
        : new StoreState.Damaged(hurt.reason);
  }

  /// A commit failed.
  void commitFailed(StoreException e) {
    switch (e) {
      case StoreException.Full _, StoreException.Unavailable _ -> failing(e);
      case StoreException.Corrupt _ -> readFailed(e);
      case StoreException.Contended _ -> {}
    }
  }

  /// A read failed: for one record or for all, which a check finds out.
  void readFailed(StoreException e) {
    if (e instanceof StoreException.Corrupt) {
      damage = new Trouble(reason(e), System.nanoTime());
    }
    if (trouble == null) {
      suspicion.release();
    }
  }

  /// Waits until a check is due: the store was suspected, or the interval is over.
  public void awaitDue() throws InterruptedException {
    // While it fails nobody needs to say so.
    long wait = trouble == null ? intervalNanos : 0;
    var _ = suspicion.tryAcquire(wait, TimeUnit.NANOSECONDS);
    suspicion.drainPermits();
  }

  /// Writes something, durably, and reads it.
  public void check() {
    try {
      check.run();
      serves();
    } catch (StoreException e) {
      failing(e);
    }
  }

  private synchronized void failing(StoreException e) {
    Trouble before = trouble;
    trouble = new Trouble(reason(e), before == null ? System.nanoTime() : before.since);
    if (before == null) {
      suspicion.release();
      events.emit(new StoreEvent.Troubled(name, reason(e)));
    }
  }

  private synchronized void serves() {
    Trouble before = trouble;
    if (before != null) {
      trouble = null;
      Duration took = Duration.ofNanos(System.nanoTime() - before.since);
      events.emit(new StoreEvent.Recovered(name, took));
    }
  }

  private static String reason(StoreException e) {
    return String.valueOf(e.getMessage());
  }
}

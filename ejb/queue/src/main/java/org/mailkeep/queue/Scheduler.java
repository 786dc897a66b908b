package org.mailkeep.queue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one thread that waits for the next due time. It sleeps until that time or until somebody
/// wakes it, then hands out whatever is due; it never polls.
final class Scheduler {
  /// What [#handOut] answers when nothing is due before somebody wakes the scheduler.
  static final long NEVER = Long.MAX_VALUE;

  /// The wall clock may be set while we sleep.
  private static final long LONGEST_SLEEP = Duration.ofMinutes(10).toNanos();

  private final InstantSource clock;
  private final LongSupplier handOut;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread thread;
  private long wakes;
  private long seen;
  private long sleepsUntil = NEVER;
  private boolean sleeping;
  private boolean stopped;

  /// @param handOut hands out what is due and says, in milliseconds since 1970, when it wants to be
  ///   called next
  Scheduler(InstantSource clock, LongSupplier handOut) {
    this.clock = clock;
    this.handOut = handOut;
  }

  void start(ThreadFactory threads) {
    lock.lock();
    try {
      thread = threads.newThread(this::run);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  /// Something became due, or may be handed out again.
  void wake() {
    lock.lock();
    try {
      wakes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Something will be due at this time.
  void dueAt(long millis) {
    lock.lock();
    try {
      if (!sleeping || millis < sleepsUntil) {
        wakes++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether it sleeps and nobody has woken it.
  boolean asleep() {
    lock.lock();
    try {
      return sleeping && wakes == seen;
    } finally {
      lock.unlock();
    }
  }

  void stop() throws InterruptedException {
    Thread running = stopping();
    if (running != null) {
      running.join();
    }
  }

  private @Nullable Thread stopping() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
      return thread;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awake()) {
      long next = handOut.getAsLong();
      sleep(next);
    }
  }

  private boolean awake() {
    lock.lock();
    try {
      sleeping = false;
      seen = wakes;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private void sleep(long until) {
    lock.lock();
    try {
      sleepsUntil = until;
      sleeping = true;
      if (wakes == seen && !stopped) {
        long left = nanosUntil(until);
        while (left > 0 && wakes == seen && !stopped) {
          left = changed.awaitNanos(left);
        }
      }
    } catch (InterruptedException _) {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntil(long millis) {
    if (millis == NEVER) {
      return Long.MAX_VALUE;
    }
    long left = millis - clock.millis();
    return left <= 0
        ? 0
        : Math.min(LONGEST_SLEEP, Duration.ofMillis(Math.min(left, 1L << 40)).toNanos());
  }
}

package org.mailkeep.services;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does something again and again, each time when it last said it wants to be done next.
final class Clockwork implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Clockwork.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final Supplier<Instant> work;
  private final InstantSource clock;
  private final ThreadFactory threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /// @param work says when it wants to be done again
  Clockwork(Supplier<Instant> work, InstantSource clock) {
    this(work, clock, Threads.named("mailkeep-maintenance-"));
  }

  /// @param work says when it wants to be done again
  /// @param threads makes the one that does it
  Clockwork(Supplier<Instant> work, InstantSource clock, ThreadFactory threads) {
    this.work = work;
    this.clock = clock;
    this.threads = threads;
  }

  /// Begins.
  void start() {
    Thread now = threads.newThread(this::run);
    thread = now;
    now.start();
  }

  private void run() {
    try {
      while (!closed.await(pause(done()), TimeUnit.MILLISECONDS)) {
        // once more
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant done() {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "maintenance failed; it goes on in a minute", e);
      return clock.instant().plus(AFTER_FAILURE);
    }
  }

  private long pause(Instant next) {
    return Math.max(1, Duration.between(clock.instant(), next).toMillis());
  }

  @Override
  public void close() {
    closed.countDown();
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

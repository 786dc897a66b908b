package org.mailkeep.services;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.DirectoryWatch;
import org.mailkeep.store.api.StoreWatch;

/// Checks a store or a directory, or looks what other nodes changed, whenever that is due, with a
/// pause after each.
final class Guard implements AutoCloseable {
  private final String name;
  private final Due due;
  private final Runnable check;
  private final Duration pause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /// Waits until a check is due.
  private interface Due {
    void await() throws InterruptedException;
  }

  Guard(StoreWatch watch, Duration pause) {
    this(watch.name(), watch::awaitDue, watch::check, pause);
  }

  Guard(DirectoryWatch watch, Duration pause) {
    this(watch.id(), watch::awaitDue, watch::check, pause);
  }

  /// Checks again and again.
  ///
  /// @param check may fail in no way
  Guard(String name, Runnable check, Duration pause) {
    this(name, () -> {}, check, pause);
  }

  private Guard(String name, Due due, Runnable check, Duration pause) {
    this.name = name;
    this.due = due;
    this.check = check;
    this.pause = pause;
  }

  /// Begins.
  void start() {
    Thread now = Threads.named("mailkeep-check-" + name + "-").newThread(this::run);
    thread = now;
    now.start();
  }

  private void run() {
    try {
      do {
        due.await();
        check.run();
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // Closed while it waited.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

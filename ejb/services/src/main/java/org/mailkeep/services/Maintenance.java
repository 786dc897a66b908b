package org.mailkeep.services;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is done once an hour: octets that nobody refers to and look-ups that have expired go.
final class Maintenance implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Stores stores;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  Maintenance(Stores stores) {
    this.stores = stores;
  }

  /// Begins; the first time an hour from now.
  void start() {
    Thread now = Threads.named("mailkeep-maintenance-").newThread(this::run);
    thread = now;
    now.start();
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        tidy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tidy() {
    try {
      stores.blobs().purge();
      stores.lookup().purge();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "purging; the next try is in an hour", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

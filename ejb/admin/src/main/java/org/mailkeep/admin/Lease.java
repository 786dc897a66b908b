package org.mailkeep.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;

/// The right of one node, among all that share a lookup store, to do something: a lock that is
/// renewed as long as this is open. Once it is lost, [#watch] cancels the work that it protects.
final class Lease implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Lease.class.getName());
  private static final int RENEWALS = 4;

  private final LookupStore lookups;
  private final LookupStore.Lock lock;
  private final Duration time;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean lost;

  private Lease(LookupStore lookups, LookupStore.Lock lock, Duration time) {
    this.lookups = lookups;
    this.lock = lock;
    this.time = time;
  }

  /// Takes it, if no node has it.
  ///
  /// @param time after which it is free when this node dies
  /// @throws StoreException when nobody can tell
  static Optional<Lease> take(
      LookupStore lookups, String name, Duration time, ThreadFactory threads) {
    byte[] key = ("lease/" + name).getBytes(StandardCharsets.UTF_8);
    return lookups
        .lock(key, time)
        .map(lock -> {
          var lease = new Lease(lookups, lock, time);
          threads.newThread(lease::keep).start();
          return lease;
        });
  }

  /// Greater than those of all who had it before.
  long token() {
    return lock.token();
  }

  /// Whether it is this node's no more.
  boolean lost() {
    return lost;
  }

  /// Renews it now.
  ///
  /// @return whether it still was this node's
  boolean renew() {
    if (!lost && !lookups.renew(lock, time)) {
      lost = true;
    }
    return !lost;
  }

  /// A progress that is cancelled, too, when the lease is lost.
  Progress watch(Progress progress) {
    return new Watched(progress);
  }

  private void keep() {
    long last = System.nanoTime();
    try {
      while (!closed.await(time.toMillis() / RENEWALS, TimeUnit.MILLISECONDS)) {
        try {
          if (!renew()) {
            LOG.log(Level.WARNING, "lost the lease " + name());
            return;
          }
          last = System.nanoTime();
        } catch (StoreException e) {
          LOG.log(Level.WARNING, "cannot renew the lease " + name(), e);
          if (System.nanoTime() - last > time.toNanos()) {
            lost = true;
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String name() {
    return new String(lock.key(), StandardCharsets.UTF_8);
  }

  /// Gives it back, when it still is this node's.
  @Override
  public void close() {
    closed.countDown();
    if (lost) {
      return;
    }
    try {
      lookups.unlock(lock);
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "the lease " + name() + " runs out by itself", e);
    }
  }

  private final class Watched implements Progress {
    private static final Duration STEP = Duration.ofMillis(200);
    private final Progress progress;

    Watched(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void begin(String what, long total, String unit) {
      progress.begin(what, total, unit);
    }

    @Override
    public void advance(long more) {
      progress.advance(more);
    }

    @Override
    public void say(String message) {
      progress.say(message);
    }

    @Override
    public boolean cancelled() {
      return lost || progress.cancelled();
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
      long end = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
        check();
        progress.pause(Duration.ofNanos(Math.min(left, STEP.toNanos())));
      }
      check();
    }
  }
}

package org.mailkeep.wire.connector;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds how many commands run at once: the container refuses an endpoint beyond its pool at once,
/// here more than that wait for a while. Safe for many threads.
final class Gate {
  private volatile Passage passage;

  private record Passage(Semaphore permits, Duration patience) {}

  /// @param permits how many pass at once
  /// @param patience how long one more waits
  Gate(int permits, Duration patience) {
    passage = passage(permits, patience);
  }

  private static Passage passage(int permits, Duration patience) {
    return new Passage(new Semaphore(permits, true), patience);
  }

  /// Changes the bounds for those who come from now on.
  void resize(int permits, Duration patience) {
    passage = passage(permits, patience);
  }

  /// Takes a permit.
  ///
  /// @return gives it back
  /// @throws Busy when none came free in time, or the thread was interrupted
  Runnable enter() throws Busy {
    Passage now = passage;
    try {
      if (!now.permits.tryAcquire()
          && !now.permits.tryAcquire(now.patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Busy("no permit within " + now.patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy("interrupted while waiting for a permit");
    }
    return now.permits::release;
  }

  /// Too many commands run.
  static final class Busy extends Exception {
    private static final long serialVersionUID = 1L;

    Busy(String message) {
      super(message, null, false, false);
    }
  }
}

package org.mailkeep.directory.oidc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One at a time fetches something, and the others wait for it, but not for long. Safe for many
/// threads.
///
/// @param patience how long somebody waits
/// @param lock of whoever fetches
record Fetching(Duration patience, ReentrantLock lock) {
  Fetching(Duration patience) {
    this(patience, new ReentrantLock());
  }

  /// Asks a provider.
  interface Work<T> {
    T run() throws ProviderFailure;
  }

  /// Does it while no other does.
  <T> T alone(Work<T> work) throws ProviderFailure {
    try {
      if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ProviderFailure("others have been asking for " + patience.toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderFailure("interrupted", e);
    }
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }
}

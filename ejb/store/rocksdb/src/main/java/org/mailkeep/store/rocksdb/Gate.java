package org.mailkeep.store.rocksdb;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Lets native memory go only when nobody is in it: a call after that would crash the process.
final class Gate {
  private static final int SHUT = Integer.MIN_VALUE;
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

  /// How many are inside, [#SHUT] added when nobody may come in.
  private final AtomicInteger inside = new AtomicInteger();

  /// @return whether the caller is in, and must leave
  boolean enter() {
    if (inside.incrementAndGet() > 0) {
      return true;
    }
    inside.decrementAndGet();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  /// Lets nobody in any more and waits for those who are: each does one short native call.
  ///
  /// @return whether this call shut it
  boolean shut() {
    if (inside.getAndUpdate(count -> count >= 0 ? count + SHUT : count) < 0) {
      return false;
    }
    while (inside.get() != SHUT) {
      LockSupport.parkNanos(PAUSE);
    }
    return true;
  }
}

package org.mailkeep.store.api.moving;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets commits through, or has them wait. Safe for many threads; one of them shuts and opens it.
///
/// A lock for readers and a writer would do the same, but those of Java let readers in while a
/// writer waits, who then may wait forever.
final class CommitGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean shut;

  /// Enters; waits while it is shut.
  ///
  /// @return whether it was let in before the time was over
  /// @throws InterruptedException when it was interrupted while it waited
  boolean enter(Duration most) throws InterruptedException {
    inside.incrementAndGet();
    if (!shut) {
      return true;
    }
    leave();
    return enterLater(System.nanoTime() + most.toNanos());
  }

  private boolean enterLater(long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (shut) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        var _ = changed.awaitNanos(left);
      }
      inside.incrementAndGet();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Leaves.
  void leave() {
    if (inside.decrementAndGet() == 0 && shut) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Lets nobody in from now on, and waits for those who are inside.
  ///
  /// @return whether nobody is inside any more; it is open again when it could not be reached
  /// @throws InterruptedException when it was interrupted while it waited; it is open again then
  boolean shut(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    lock.lock();
    boolean reached = false;
    try {
      shut = true;
      while (inside.get() > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        var _ = changed.awaitNanos(left);
      }
      reached = true;
      return true;
    } finally {
      if (!reached) {
        shut = false;
        changed.signalAll();
      }
      lock.unlock();
    }
  }

  /// Lets everybody in who waits.
  void open() {
    lock.lock();
    try {
      shut = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

package org.mailkeep.store.api.spi;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;

/// A batch on its way through the committer, and the thread that waits for it.
public final class Waiter {
  private final Thread thread = Thread.currentThread();
  private final Batch batch;
  private final boolean durable;
  private volatile @Nullable Outcome outcome;

  private sealed interface Outcome {
    record Ended(Commit commit) implements Outcome {}

    record Failed(StoreException reason) implements Outcome {}
  }

  /// For the thread that makes it.
  Waiter(Batch batch, boolean durable) {
    this.batch = batch;
    this.durable = durable;
  }

  /// What it asks for.
  public Batch batch() {
    return batch;
  }

  /// Whether it is to be on stable storage when it ends.
  public boolean durable() {
    return durable;
  }

  /// Tells it how it ended.
  public void end(Commit commit) {
    wake(new Outcome.Ended(commit));
  }

  /// Tells it that nothing is known of it but this.
  public void fail(StoreException reason) {
    wake(new Outcome.Failed(reason));
  }

  /// Waits for the outcome, also when it is interrupted meanwhile: the batch is out of its hands.
  ///
  /// @param deadline in [System#nanoTime()]
  /// @throws StoreException when the batch failed or the time is over
  Commit await(long deadline) {
    boolean interrupted = false;
    try {
      Outcome now = outcome;
      while (now == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new StoreException.Unavailable("a commit takes too long");
        }
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
        now = outcome;
      }
      return switch (now) {
        case Outcome.Ended(var commit) -> commit;
        case Outcome.Failed(var reason) -> throw reason;
      };
    } finally {
      if (interrupted) {
        thread.interrupt();
      }
    }
  }

  private void wake(Outcome end) {
    if (outcome == null) {
      outcome = end;
      LockSupport.unpark(thread);
    }
  }
}

package org.mailkeep.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;

/// Serves the recipients of one message, some at once: the first alone, since it may make what the
/// others share.
final class FanOut {
  private final ThreadFactory threads;
  private final int atOnce;

  FanOut(ThreadFactory threads, int atOnce) {
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /// The outcome for each index below the count.
  List<Outcome> each(int count, IntFunction<Outcome> work) {
    Outcome first = work.apply(0);
    if (count == 1) {
      return List.of(first);
    }
    var outcomes = new ArrayList<Future<Outcome>>(count);
    var permits = new Semaphore(atOnce);
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      for (int i = 1; i < count; i++) {
        int index = i;
        permits.acquireUninterruptibly();
        outcomes.add(
            executor.submit(() -> {
              try {
                return work.apply(index);
              } finally {
                permits.release();
              }
            }));
      }
    }
    var all = new ArrayList<Outcome>(count);
    all.add(first);
    outcomes.forEach(outcome -> all.add(result(outcome)));
    return all;
  }

  private static Outcome result(Future<Outcome> outcome) {
    return switch (outcome.state()) {
      case SUCCESS -> outcome.resultNow();
      case FAILED ->
          new Outcome.Deferred(
              Status.ours("4.3.0", "Temporary failure of this server: " + outcome.exceptionNow()));
      case RUNNING, CANCELLED ->
          new Outcome.Deferred(Status.ours("4.3.2", "This server is stopping"));
    };
  }
}

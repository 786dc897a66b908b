package org.mailkeep.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Counts how often something is done in a second.
///
/// @param time that one round takes
/// @param rounds how often it is repeated after warming up; the median counts
record Meter(Duration time, int rounds) {
  private static final int WARM_UP = 5;

  /// What is measured.
  @FunctionalInterface
  interface Work {
    /// Does it once.
    ///
    /// @return how much it was: 1, or octets
    long once() throws Exception;
  }

  /// A store and what it is held against.
  ///
  /// @param ours the median of rounds
  /// @param bare the median of rounds
  /// @param ratio the median of what the rounds have, in each of which both see the same machine
  record Comparison(double ours, double bare, double ratio) {}

  /// By turns, in many short rounds: on a machine that does other things beside, these disturb both
  /// alike.
  Comparison compare(int ourThreads, Work ours, int bareThreads, Work bare) throws Exception {
    var rates = new double[3][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double our = rate(ourThreads, ours);
      double their = rate(bareThreads, bare);
      if (round >= 0) {
        rates[0][round] = our;
        rates[1][round] = their;
        rates[2][round] = our / Math.max(1, their);
      }
    }
    return new Comparison(median(rates[0]), median(rates[1]), median(rates[2]));
  }

  /// The median of rounds.
  double median(int threads, Work work) throws Exception {
    var rates = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double rate = rate(threads, work);
      if (round >= 0) {
        rates[round] = rate;
      }
    }
    return median(rates);
  }

  /// How much threads do in a second, in one measurement. Each does it at least once.
  double rate(int threads, Work work) throws Exception {
    long start = System.nanoTime();
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        counts.add(
            executor.submit(() -> {
              long count = 0;
              do {
                count += work.once();
              } while (System.nanoTime() - start < time.toNanos());
              return count;
            }));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return sum(counts) / seconds;
  }

  private static double sum(List<Future<Long>> counts) throws Exception {
    double sum = 0;
    for (Future<Long> count : counts) {
      try {
        sum += count.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return sum;
  }

  private static double median(double[] rates) {
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

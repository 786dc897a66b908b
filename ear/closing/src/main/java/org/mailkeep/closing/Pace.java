package org.mailkeep.closing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// How slowly a machine computes: the same work as ever, held against what it takes on a quiet
/// machine of two cores. What a build may take is a number of that machine's minutes.
///
/// @param slowness 1 for that machine and any that is faster, and no more than [#MOST]
record Pace(double slowness) {
  /// A machine that is slower still has no more time than this many times.
  static final double MOST = 2;

  private static final Duration REFERENCE = Duration.ofMillis(250);
  private static final int ROUNDS = 11;
  private static final int WORDS = 300_000;
  private static final int LETTERS = 4;
  private static final long SEED = 20_261_130;

  /// Measures it: a few seconds of one core.
  static Pace measured() {
    return of(taken());
  }

  /// What the work takes here, in the middle of some rounds.
  static Duration taken() {
    long[] nanos = LongStream.generate(Pace::round).limit(ROUNDS).sorted().toArray();
    return Duration.ofNanos(nanos[ROUNDS / 2]);
  }

  /// That of a machine that takes so long for the work.
  static Pace of(Duration work) {
    double times = (double) work.toNanos() / REFERENCE.toNanos();
    return new Pace(Math.clamp(times, 1, MOST));
  }

  /// What may take so long there may take so long on this machine.
  Duration here(Duration there) {
    return Duration.ofMillis(Math.round(there.toMillis() * slowness));
  }

  private static long round() {
    long begin = System.nanoTime();
    long words = work();
    if (words != WORDS) {
      throw new IllegalStateException("lost words: " + words);
    }
    return System.nanoTime() - begin;
  }

  /// Makes words, counts them by their beginnings and sorts them: small objects all over the
  /// memory, as compilers, servers and tests make them.
  ///
  /// @return how many there were
  private static long work() {
    RandomGenerator random = new SplittableRandom(SEED);
    List<String> words = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < WORDS; i++) {
      String word = Long.toString(random.nextLong(), Character.MAX_RADIX);
      words.add(word);
      counts.merge(word.substring(0, LETTERS), 1, Integer::sum);
    }
    Collections.sort(words);
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }
}

package org.mailkeep.launcher;

import java.time.Duration;

/// Tells whether a process computes.
final class Pulse {
  /// What a process computes that is alive, in the time in which it may be found still.
  private static final Duration LEAST = Duration.ofMillis(500);

  private final ProcessHandle process;
  private final Duration after;
  private Duration computed = Duration.ZERO;
  private long since = System.nanoTime();

  /// @param after how long it must compute next to nothing to be still
  Pulse(ProcessHandle process, Duration after) {
    this.process = process;
    this.after = after;
  }

  /// Whether it has been still for that long. False where the system does not tell.
  boolean isStill() {
    Duration now = process.info().totalCpuDuration().orElse(computed.plus(LEAST));
    if (now.minus(computed).compareTo(LEAST) >= 0) {
      begin();
      computed = now;
    }
    return System.nanoTime() - since >= after.toNanos();
  }

  /// Counts anew.
  void begin() {
    since = System.nanoTime();
  }
}

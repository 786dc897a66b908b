package org.mailkeep.store.elasticsearch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// How often and how long something is tried: with pauses that double, and all of it no longer than
/// one answer may take. For one thread.
final class Tries {
  private final ElasticsearchConfig.Exchange exchange;
  private final long end;
  private Duration pause;
  private int again;

  Tries(ElasticsearchConfig.Exchange exchange) {
    this.exchange = exchange;
    this.end = System.nanoTime() + exchange.timeout().toNanos();
    this.pause = exchange.leastPause();
  }

  /// What is left of the time; never less than a millisecond.
  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
  }

  /// Waits until it is time for another try.
  ///
  /// @return false when there must be none
  boolean again() {
    boolean late = System.nanoTime() + pause.toNanos() > end;
    if (late || again >= exchange.retries() || Thread.currentThread().isInterrupted()) {
      return false;
    }
    again++;
    LockSupport.parkNanos(pause.toNanos());
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(exchange.mostPause()) < 0 ? twice : exchange.mostPause();
    return true;
  }
}

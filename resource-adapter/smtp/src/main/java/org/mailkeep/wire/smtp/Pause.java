package org.mailkeep.wire.smtp;

import java.time.Duration;

/// Holds a client back after an error.
@FunctionalInterface
interface Pause {
  void hold(Duration time);

  /// Sleeps; an interrupt ends the sleep and stays set.
  static Pause asleep() {
    return time -> {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}

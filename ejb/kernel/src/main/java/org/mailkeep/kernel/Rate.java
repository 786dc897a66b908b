package org.mailkeep.kernel;

import java.time.Duration;

/// So many events in a period.
///
/// @param events positive
/// @param period at least a second
public record Rate(int events, Duration period) {
  public Rate {
    if (events <= 0 || period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("not a rate: " + events + "/" + period);
    }
  }
}

package org.mailkeep.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/// Checks codes of authenticator apps, each of which is taken once. Safe for many threads.
///
/// @param skew steps of time that a client's clock may be wrong by
public record OneTimeCodes(InstantSource clock, int skew, UsedCodes used) {
  /// One step either way, remembered in this process alone.
  static OneTimeCodes ofThisProcess() {
    var clock = InstantSource.system();
    return new OneTimeCodes(clock, 1, UsedCodes.ofThisProcess(clock));
  }

  Instant now() {
    return clock.instant();
  }

  /// Whether a code is one of these apps', and had not been used; now it is.
  boolean take(List<Totp> apps, String code) {
    Instant now = now();
    boolean taken = false;
    for (Totp app : apps) {
      OptionalLong step = app.matching(code, now, skew);
      if (step.isPresent()) {
        var keep = Duration.ofSeconds(app.period() * (2L * skew + 2));
        taken |= used.use(app.nameOf(step.getAsLong()), keep);
      }
    }
    return taken;
  }
}

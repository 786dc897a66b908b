package org.mailkeep.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Time that passes where somebody waits, and nowhere else.
final class ScriptedWatch implements Watch {
  /// Seconds of each wait.
  final List<Long> waits = new ArrayList<>();

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    waits.add(time.toSeconds());
    now = now.plus(time);
  }
}

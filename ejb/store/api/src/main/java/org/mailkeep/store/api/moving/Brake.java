package org.mailkeep.store.api.moving;

import java.time.Duration;
import org.mailkeep.kernel.Progress;

/// Slows commits down when a move cannot keep up with them: first by a millisecond each, then by
/// twice as much each time, up to a limit. So a move ends however much is written. For one thread.
final class Brake {
  private static final Duration FIRST = Duration.ofMillis(1);

  private final MovableBackend from;
  private final Duration most;
  private final Progress progress;
  private Duration now = Duration.ZERO;

  Brake(MovableBackend from, Duration most, Progress progress) {
    this.from = from;
    this.most = most;
    this.progress = progress;
  }

  /// Slows them down more, as far as that is allowed.
  void more() {
    Duration wanted = now.isZero() ? FIRST : now.multipliedBy(2);
    Duration next = wanted.compareTo(most) < 0 ? wanted : most;
    if (!next.equals(now)) {
      now = next;
      from.slow(now);
      progress.say(
          "more is written than can be carried over; each commit is slowed down by "
              + now.toMillis()
              + " ms");
    }
  }
}

package org.mailkeep.store.api.moving;

import java.time.Duration;

/// Limits of a move.
///
/// @param pause how long commits may wait for the last differences; when these take longer, commits
///   go on and it is tried again
/// @param attempts how often that is tried before the move gives up, with nothing switched
/// @param remembered keys that are remembered as changed; with more of them in a subspace, all of
///   it is compared again
/// @param few changes that are few enough to be left to the pause
/// @param slowdown the most by which each commit is slowed down when there are ever too many of
///   them; zero for not at all
public record MoveRules(Duration pause, int attempts, int remembered, int few, Duration slowdown) {
  /// Seconds, a few times.
  public static final MoveRules DEFAULT = new MoveRules(Duration.ofSeconds(5), 20, 200_000, 500);

  public MoveRules {
    if (pause.isNegative() || pause.isZero() || attempts < 1 || remembered < 1 || few < 1) {
      throw new IllegalArgumentException("limits of a move must be positive");
    }
    if (slowdown.isNegative()) {
      throw new IllegalArgumentException("commits cannot be made faster");
    }
  }

  /// With commits that are slowed down by a second at most.
  public MoveRules(Duration pause, int attempts, int remembered, int few) {
    this(pause, attempts, remembered, few, Duration.ofSeconds(1));
  }

  /// With another pause and slowdown.
  public MoveRules with(Duration otherPause, Duration otherSlowdown) {
    return new MoveRules(otherPause, attempts, remembered, few, otherSlowdown);
  }
}

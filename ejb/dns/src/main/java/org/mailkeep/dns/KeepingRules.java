package org.mailkeep.dns;

import java.time.Duration;

/// How long answers are kept, beside what they say themselves.
///
/// @param stale for how long after its time to live an answer serves while nobody gives a new one
///   (RFC 8767); zero for never
/// @param patience how long a new answer is waited for before an old one serves (RFC 8767 §5)
public record KeepingRules(Duration stale, Duration patience) {
  /// What has served once its time is over is not asked for again so soon (RFC 8767 §5).
  static final Duration PAUSE = Duration.ofSeconds(30);

  /// The longest that answers with records are kept, whatever they say.
  static final Duration LONGEST = Duration.ofDays(1);

  /// The longest for answers that say "no" (RFC 2308 §5).
  static final Duration LONGEST_NO = Duration.ofHours(3);

  public KeepingRules {
    if (stale.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException("stale " + stale + ", patience " + patience);
    }
  }
}

package org.mailkeep.search;

import java.time.Duration;

/// How the indexer works.
///
/// @param batch messages that it takes at a time
/// @param pause how long no mail must have come in before it begins
/// @param longestPause after which it begins anyway
/// @param patience how long something may wait to be indexed before an event tells of it
public record IndexingRules(int batch, Duration pause, Duration longestPause, Duration patience) {
  /// When nothing is configured.
  public static final IndexingRules DEFAULT =
      new IndexingRules(500, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(15));
}

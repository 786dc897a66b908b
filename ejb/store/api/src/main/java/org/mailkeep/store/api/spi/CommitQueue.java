package org.mailkeep.store.api.spi;

import java.time.Duration;

/// How commits wait for a [Committer].
///
/// @param length commits that wait at once; more wait to be let in
/// @param timeout after which a commit that waits fails as unavailable
public record CommitQueue(int length, Duration timeout) {
  /// 4,096 commits for half a minute.
  public static final CommitQueue DEFAULT = new CommitQueue(4_096, Duration.ofSeconds(30));

  public CommitQueue {
    if (length < 1 || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("queue of " + length + " for " + timeout);
    }
  }
}

package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When an undelivered message is tried again, its sender told, and the message given up.
///
/// @param retry waiting time before each further attempt; the last one goes on
/// @param notices after how long in the queue the sender gets a delay report, ascending; may be
///   empty
/// @param expire after how long in the queue it is given up
public record Schedule(List<Duration> retry, List<Duration> notices, Duration expire) {
  public Schedule {
    retry = List.copyOf(retry);
    notices = notices.stream().sorted().toList();
    if (retry.isEmpty()) {
      throw new IllegalArgumentException("no waiting times");
    }
  }

  /// When the next attempt is due after one that failed now. The times of notices and of expiry are
  /// attempts too, so that a report tells what is true at its time.
  ///
  /// @param retries attempts that failed, with this one
  Instant nextAttempt(Instant received, Instant now, int retries) {
    Instant next = now.plus(retry.get(Math.min(Math.max(retries, 1), retry.size()) - 1));
    for (Duration notice : notices) {
      next = earlier(next, received.plus(notice), now);
    }
    return earlier(next, expiry(received), now);
  }

  /// When a message is given up.
  Instant expiry(Instant received) {
    return received.plus(expire);
  }

  /// How many delay reports are due by now.
  int noticesDue(Instant received, Instant now) {
    return (int) notices.stream().filter(notice -> !received.plus(notice).isAfter(now)).count();
  }

  private static Instant earlier(Instant next, Instant other, Instant now) {
    return other.isAfter(now) && other.isBefore(next) ? other : next;
  }
}

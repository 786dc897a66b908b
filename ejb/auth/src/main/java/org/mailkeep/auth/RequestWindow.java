package org.mailkeep.auth;

import java.time.Instant;
import org.mailkeep.kernel.Rate;

/// Counts the requests of someone against a rate, in windows of its period that begin with a
/// request. Safe for many threads.
public final class RequestWindow {
  private Instant begin = Instant.MIN;
  private int requests;

  /// What came of asking for one more request.
  public enum Verdict {
    /// Go on.
    FINE,
    /// It is the first that is too much in this period.
    FIRST_TOO_MANY,
    /// It is another that is too much.
    TOO_MANY
  }

  /// One more request.
  public synchronized Verdict request(Rate rate, Instant now) {
    if (begin.equals(Instant.MIN) || !now.isBefore(begin.plus(rate.period()))) {
      begin = now;
      requests = 0;
    }
    if (requests < rate.events()) {
      requests++;
      return Verdict.FINE;
    }
    boolean first = requests == rate.events();
    requests = rate.events() + 1;
    return first ? Verdict.FIRST_TOO_MANY : Verdict.TOO_MANY;
  }
}

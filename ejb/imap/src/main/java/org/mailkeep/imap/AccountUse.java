package org.mailkeep.imap;

import java.time.Instant;
import org.mailkeep.kernel.Rate;

/// How much one account uses IMAP now. Lives as long as it has sessions. Safe for many threads.
final class AccountUse {
  private int sessions;
  private Instant window = Instant.MIN;
  private int requests;

  /// What came of asking for one more request.
  enum Verdict {
    /// Go on.
    FINE,
    /// It is the first that is too much in this period.
    FIRST_TOO_MANY,
    /// It is another that is too much.
    TOO_MANY
  }

  /// A session begins, unless there are as many already.
  synchronized boolean enter(int most) {
    if (sessions >= most) {
      return false;
    }
    sessions++;
    return true;
  }

  /// A session ends.
  ///
  /// @return whether it was the last one
  synchronized boolean leave() {
    return --sessions == 0;
  }

  /// One more request.
  synchronized Verdict request(Rate rate, Instant now) {
    if (window.equals(Instant.MIN) || !now.isBefore(window.plus(rate.period()))) {
      window = now;
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

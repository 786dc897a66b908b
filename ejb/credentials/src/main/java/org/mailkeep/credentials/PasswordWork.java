package org.mailkeep.credentials;

import java.time.Duration;

/// How much work goes into passwords.
///
/// @param cost of a new hash, and of checking a login that nobody has
/// @param threads that hash at once
/// @param waiting checks that wait for a thread; more are refused at once
/// @param patience the longest that a check takes, waiting included
public record PasswordWork(Argon2Cost cost, int threads, int waiting, Duration patience) {
  public PasswordWork {
    if (threads < 1 || waiting < 0 || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          threads + " threads, " + waiting + " waiting, " + patience);
    }
  }
}

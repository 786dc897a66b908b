package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;

/// Work on many messages, one bounded commit after the other. For one thread.
public interface Bulk<R> {
  /// Makes the next commit.
  ///
  /// @return the result when all is done, or null when there is more to do
  @Nullable R advance();

  /// Gives up what is not done yet, as if the work had failed.
  void cancel();

  /// Does all of it.
  default R finish() {
    R result = advance();
    while (result == null) {
      result = advance();
    }
    return result;
  }
}

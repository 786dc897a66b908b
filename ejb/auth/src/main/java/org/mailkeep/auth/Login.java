package org.mailkeep.auth;

import java.time.Duration;
import org.mailkeep.directory.api.Account;

/// How a login ended.
public sealed interface Login {
  /// They are who they say and may log in.
  ///
  /// @param account with the roles that count for this login
  record Accepted(Account account, Caller caller) implements Login {}

  /// They are not, or may not; no more is told.
  record Refused() implements Login {}

  /// There were too many failures before; nobody looked.
  ///
  /// @param pause how long to wait at most
  record Throttled(Duration pause) implements Login {}

  /// Nobody can say now.
  ///
  /// @param reason for the log
  record Unavailable(String reason) implements Login {}
}

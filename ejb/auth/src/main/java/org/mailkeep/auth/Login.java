package org.mailkeep.auth;

/// How a login ended.
public sealed interface Login {
  /// They are who they say and may log in.
  record Accepted(Caller caller) implements Login {}

  /// They are not, or may not; no more is told.
  record Refused() implements Login {}

  /// Nobody can say now.
  ///
  /// @param reason for the log
  record Unavailable(String reason) implements Login {}
}

package org.mailkeep.directory.remote;

import org.mailkeep.directory.api.Authentication;

/// What a server says to credentials.
sealed interface LoginAnswer {
  /// They are right.
  record Right() implements LoginAnswer {}

  /// They are not.
  record Wrong(Authentication.Reason why) implements LoginAnswer {}

  /// It does not say.
  ///
  /// @param reason without secrets
  record Unclear(String reason) implements LoginAnswer {}
}

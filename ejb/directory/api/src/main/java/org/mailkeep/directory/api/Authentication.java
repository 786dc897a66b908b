package org.mailkeep.directory.api;

/// How a check of credentials ended.
public sealed interface Authentication {
  /// They are right.
  ///
  /// @param account whose they are, enabled
  record Authenticated(Account account) implements Authentication {}

  /// No such login, a wrong secret, or a disabled account. Clients are told no more than that.
  ///
  /// @param why for the log and for limits, not for the client
  record Rejected(Reason why) implements Authentication {}

  /// The directory could not be asked; the client gets a temporary failure.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements Authentication {}

  /// Why credentials were rejected.
  enum Reason {
    /// Nobody has this login name.
    UNKNOWN_LOGIN,
    /// The secret is not the account's.
    WRONG_SECRET,
    /// The secret is right, but the account is switched off.
    DISABLED,
    /// This directory cannot check this kind of credentials.
    UNSUPPORTED
  }
}

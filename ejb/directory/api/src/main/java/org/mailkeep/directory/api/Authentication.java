package org.mailkeep.directory.api;

import java.time.Duration;

/// How a check of credentials ended.
public sealed interface Authentication {
  /// They are right.
  ///
  /// @param account whose they are, enabled
  record Authenticated(Account account) implements Authentication {}

  /// No such login, a wrong secret, or a disabled account. Clients are told no more than that, but
  /// for [Reason#EXPIRED].
  ///
  /// @param why for the log and for limits
  record Rejected(Reason why) implements Authentication {}

  /// The directory could not be asked; the client gets a temporary failure.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements Authentication {}

  /// They were not looked at, because there were too many failures before; the client gets a
  /// temporary failure.
  ///
  /// @param pause how long to wait at most
  record Throttled(Duration pause) implements Authentication {}

  /// Why credentials were rejected.
  enum Reason {
    /// Nobody has this login name.
    UNKNOWN_LOGIN,
    /// The secret is not the account's.
    WRONG_SECRET,
    /// The secret is right, but the account is switched off.
    DISABLED,
    /// The client wants to act for another account, which it may not.
    FOR_ANOTHER,
    /// It was good, or says so of itself, and its time is over. Clients may be told: it is said of
    /// no other wrong secret, and whether there is such an account does not matter.
    EXPIRED,
    /// A token that is good, but meant for another server or purpose.
    MEANT_FOR_OTHERS,
    /// This directory cannot check this kind of credentials.
    UNSUPPORTED
  }
}

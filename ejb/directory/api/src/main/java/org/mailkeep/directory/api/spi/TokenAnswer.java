package org.mailkeep.directory.api.spi;

import org.mailkeep.directory.api.Authentication;

/// What a foreign directory says to a bearer token.
public sealed interface TokenAnswer {
  /// The token is good.
  ///
  /// @param entry whose it is; its addresses are those that the directory vouches for
  record Accepted(Entry entry) implements TokenAnswer {}

  /// The token is not good here: not of this directory, over, revoked, or for somebody else.
  record Refused(Authentication.Reason why) implements TokenAnswer {}

  /// It cannot be judged at this moment, which says nothing of how the directory fares.
  ///
  /// @param reason for the log, without secrets
  record Later(String reason) implements TokenAnswer {}

  /// The directory could not be asked; trying again later may help.
  ///
  /// @param reason for the log, without secrets
  record Unavailable(String reason) implements TokenAnswer {}
}

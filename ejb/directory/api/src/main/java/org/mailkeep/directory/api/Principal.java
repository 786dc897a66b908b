package org.mailkeep.directory.api;

import java.time.Instant;
import java.util.List;

/// An account as administrators see it.
///
/// @param account what everyone needs of it
/// @param claims the mail it receives; its primary address is the first that is exact
/// @param secrets how many secrets it has; they themselves are never shown
/// @param created when it was made
public record Principal(Account account, List<Claim> claims, int secrets, Instant created) {
  public Principal {
    claims = List.copyOf(claims);
  }
}

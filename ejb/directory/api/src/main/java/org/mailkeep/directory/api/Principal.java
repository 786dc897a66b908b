package org.mailkeep.directory.api;

import java.time.Instant;
import java.util.List;

/// An account as administrators see it.
///
/// @param account what everyone needs of it
/// @param claims the mail it receives; its primary address is the first that is exact
/// @param secrets how many secrets it has; they themselves are never shown
/// @param created when it was made, or seen first
/// @param keeper who keeps it
/// @param standing what it is and whom it stands for
public record Principal(
    Account account,
    List<Claim> claims,
    int secrets,
    Instant created,
    Keeper keeper,
    Standing standing) {
  public Principal {
    claims = List.copyOf(claims);
  }

  /// An account that is kept here.
  public Principal(Account account, List<Claim> claims, int secrets, Instant created) {
    this(account, claims, secrets, created, new Keeper.House());
  }

  /// An individual.
  public Principal(
      Account account, List<Claim> claims, int secrets, Instant created, Keeper keeper) {
    this(
        account,
        claims,
        secrets,
        created,
        keeper,
        new Standing(PrincipalKind.INDIVIDUAL, account.enabled(), Roster.EMPTY, 0));
  }

  /// What an entry is and whom it stands for.
  ///
  /// @param enabled whether it may log in; for what nobody logs in to, whether it takes mail
  /// @param roster its owner and, unless it comes from a list of entries, its members
  /// @param members how many it has
  public record Standing(PrincipalKind kind, boolean enabled, Roster roster, int members) {}

  /// Who keeps an account.
  public sealed interface Keeper {
    /// The directory in the data store.
    record House() implements Keeper {}

    /// Others.
    ///
    /// @param directory the id of the directory in the settings
    /// @param gone whether it is not there any more; what belongs to it here stays until it is
    ///   deleted
    record Others(String directory, boolean gone) implements Keeper {}
  }
}

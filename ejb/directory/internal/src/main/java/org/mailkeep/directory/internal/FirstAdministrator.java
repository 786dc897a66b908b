package org.mailkeep.directory.internal;

import java.util.List;
import java.util.Set;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.Chance;

/// Makes the account `admin` of a directory in which there has never been one, so that someone can
/// log in and make others.
///
/// @param passwords hashes its password
/// @param chance makes its password
public record FirstAdministrator(InternalDirectory directory, Passwords passwords, Chance chance) {
  /// Its login name.
  public static final String LOGIN = "admin";

  /// Puts a generated password where its owner finds it.
  @FunctionalInterface
  public interface Keeper {
    /// Called before the account is there, so that there is never one whose password nobody knows.
    /// What it throws keeps the account from being made.
    void keep(String login, String password);
  }

  /// Makes the account when there has never been any.
  ///
  /// @param roles names of its roles
  /// @return whether it was made
  /// @throws org.mailkeep.store.api.StoreException when the store could not be asked
  public boolean ensure(Set<String> roles, Keeper keeper) {
    if (!directory.isNew()) {
      return false;
    }
    String password = PasswordRules.generated(chance);
    keeper.keep(LOGIN, password);
    var secrets = List.of(passwords.hash(password));
    return directory.createFirst(
        new PrincipalDraft(
            LOGIN, "Administrator", List.of(), Account.Quota.UNLIMITED, roles, true, secrets));
  }
}

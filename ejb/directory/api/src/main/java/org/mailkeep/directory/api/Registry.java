package org.mailkeep.directory.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.DomainName;

/// A directory that is kept here, so that it can be listed and changed. Safe for many threads. Each
/// change is one commit, and every answer given after it knows of it.
public interface Registry extends Directory {
  /// A hosted domain.
  Answer<Domain> domain(DomainName name);

  /// The id of the directory of others that has a domain; unknown when none of them does.
  default Answer<String> keeper(DomainName domain) {
    return new Answer.Unknown<>();
  }

  /// Hosted domains in the order of their names.
  Answer<Page<Domain>> domains(Listing listing);

  /// Hosts a domain with addresses of its own.
  ///
  /// @param description for people; may be empty
  default Change<Domain> createDomain(DomainName name, String description) {
    return createDomain(name, description, null);
  }

  /// Hosts a domain.
  ///
  /// @param description for people; may be empty
  /// @param aliasOf as in [#aliasDomain]
  Change<Domain> createDomain(DomainName name, String description, @Nullable DomainName aliasOf);

  /// Makes a hosted domain one whose addresses are those of another, or one with its own. An alias
  /// has no addresses of its own, and leads to a domain that is none: [Change.Impossible].
  ///
  /// @param aliasOf the other, or null
  Change<Domain> aliasDomain(DomainName name, @Nullable DomainName aliasOf);

  /// Describes a domain.
  Change<Domain> describeDomain(DomainName name, String description);

  /// Hosts a domain no longer. It must have no addresses and aliases left: [Change.InUse].
  Change<Domain> deleteDomain(DomainName name);

  /// An account with all that its owner and an administrator may see.
  Answer<Principal> principal(AccountId id);

  /// The same, by login name.
  Answer<Principal> principal(String login);

  /// Accounts in the order of their login names. Who their members are is not told.
  Answer<Page<Principal>> principals(Listing listing);

  /// Makes an account.
  Change<Principal> create(PrincipalDraft draft);

  /// Changes an account.
  Change<Principal> update(AccountId id, PrincipalEdit edit);

  /// Removes an account and frees its names. Its id is never used again; what belongs to it
  /// elsewhere remains, and the id is among [#departed] until [#settle].
  Change<Principal> delete(AccountId id);

  /// Removed accounts that may still have something elsewhere, such as mail.
  Answer<List<AccountId>> departed();

  /// Nothing of a removed account is left.
  ///
  /// @return the id; unknown when it is not among the departed
  Change<AccountId> settle(AccountId id);
}

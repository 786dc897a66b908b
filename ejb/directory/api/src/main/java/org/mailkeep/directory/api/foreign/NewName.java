package org.mailkeep.directory.api.foreign;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// A name that an account of the house is to have and did not have before.
///
/// @param domain that it is in; empty for a login name that is no address
/// @param administrator whether it is the login name of one, whom the house always lets in
record NewName(Optional<DomainName> domain, boolean administrator) {
  /// @param before as the account is, or null when it is new
  static Set<NewName> of(@Nullable PrincipalDraft before, PrincipalDraft after) {
    var names = new LinkedHashSet<NewName>();
    for (Claim claim : after.claims()) {
      if (before == null || !before.claims().contains(claim)) {
        names.add(new NewName(Optional.of(claim.domain()), false));
      }
    }
    Optional<DomainName> domain = Address.parse(after.login()).map(Address::domain);
    boolean renamed = before != null && !after.login().equals(before.login());
    if (before == null || (renamed && domain.isPresent())) {
      names.add(new NewName(domain, after.roles().contains(Chain.ADMINISTRATOR)));
    }
    return names;
  }
}

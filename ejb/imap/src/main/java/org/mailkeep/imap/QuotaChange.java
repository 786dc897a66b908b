package org.mailkeep.imap;

import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.kernel.AccountId;

/// Changes how much an account may keep, where accounts are kept here.
@FunctionalInterface
public interface QuotaChange {
  /// Changes an account.
  Change<Principal> of(AccountId account, PrincipalEdit edit);
}

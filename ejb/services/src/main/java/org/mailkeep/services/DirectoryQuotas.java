package org.mailkeep.services;

import java.util.function.Function;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.QuotaLimits;
import org.mailkeep.store.api.StoreException;

/// The quota that the directory gives an account. While the directory cannot be asked nothing is
/// filed: that is temporary, and a message too many is not.
///
/// @param accounts asks the directory, which answers from its cache
record DirectoryQuotas(Function<AccountId, Answer<Account>> accounts) implements QuotaLimits {
  @Override
  public Quota.Limits of(AccountId account) {
    return switch (accounts.apply(account)) {
      case Answer.Found<Account>(var found) -> limits(found.quota());
      case Answer.Unknown<Account> _ -> Quota.Limits.NONE; // it is being removed, with its mail
      case Answer.Unavailable<Account>(var reason) ->
          throw new StoreException.Unavailable("quota of an account: directory: " + reason);
    };
  }

  /// What a mailbox is told of a quota.
  static Quota.Limits limits(Account.Quota quota) {
    return new Quota.Limits(limit(quota.bytes()), limit(quota.messages()));
  }

  private static long limit(long most) {
    return most == Long.MAX_VALUE ? 0 : most;
  }
}

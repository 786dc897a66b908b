package org.mailkeep.mailbox;

import org.mailkeep.kernel.AccountId;

/// Where the limits of an account are known; asked at each filing, so it answers from memory.
@FunctionalInterface
public interface QuotaLimits {
  /// Nobody is limited.
  QuotaLimits NONE = _ -> Quota.Limits.NONE;

  /// The limits of an account.
  ///
  /// @throws org.mailkeep.store.api.StoreException.Unavailable while nobody knows them; then
  ///   nothing is filed
  Quota.Limits of(AccountId account);
}

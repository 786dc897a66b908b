package org.mailkeep.mailbox;

import org.mailkeep.kernel.AccountId;

/// The mail of all accounts. Safe for many threads. Every method may throw
/// [org.mailkeep.store.api.StoreException], which is a temporary failure to the client; it concerns
/// that account only.
public interface MailAccounts {
  /// The mail of an account; the first time its default mailboxes are made. Cheap: the account's
  /// state comes from a cache.
  MailAccount open(AccountId account);

  /// Removes all mail of an account, piece by piece; what was removed stays removed when it fails.
  void erase(AccountId account);

  /// What an account may hold and holds, without opening it.
  Quota quota(AccountId account);

  /// Asks to be told of changes of any account.
  ChangeListener.Registration listen(ChangeListener listener);
}

package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.Collection;
import org.mailkeep.kernel.AccountId;

/// The mail of all accounts. Safe for many threads. Every method may throw
/// [org.mailkeep.store.api.StoreException], which is a temporary failure to the client; it concerns
/// that account only.
public interface MailAccounts {
  /// The mail of an account; the first time its default mailboxes are made. Cheap: the account's
  /// state comes from a cache.
  MailAccount open(AccountId account);

  /// The same as another one sees it, whose `\Seen` is their own. What they may do is not asked
  /// here.
  MailAccount open(AccountId account, AccountId reader);

  /// The mailboxes on which somebody among these, or anyone, was given rights, each once. What was
  /// changed on another node may be missing for a few seconds; some may be gone.
  ///
  /// @param grantees accounts and groups
  Collection<Share> sharedWith(Collection<AccountId> grantees);

  /// Removes all mail of an account, piece by piece; what was removed stays removed when it fails.
  void erase(AccountId account);

  /// What an account may hold and holds, without opening it.
  Quota quota(AccountId account);

  /// The same of one whose limits are known.
  Quota quota(AccountId account, Quota.Limits limits);

  /// Forgets what the change log says of the time before; whoever asks for it then hears
  /// [Changes.TooOld].
  void forgetChanges(AccountId account, Instant before);

  /// Asks to be told of changes of any account.
  ChangeListener.Registration listen(ChangeListener listener);
}

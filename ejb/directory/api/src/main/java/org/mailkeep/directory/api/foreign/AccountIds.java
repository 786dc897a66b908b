package org.mailkeep.directory.api.foreign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;

/// Gives accounts of foreign directories an id at first sight and keeps it: across renames as long
/// as the directory's own key stays, and after the account vanished there, until [#forget]. Safe
/// for many threads. Every method may throw [org.mailkeep.store.api.StoreException].
public interface AccountIds {
  /// The id of an account, given now when it was never seen.
  ///
  /// @param directory its id in the settings
  AccountId of(String directory, Identity identity);

  /// Whose an id is; null when no foreign account has it.
  @Nullable KnownAccount whose(AccountId id);

  /// Those that had a login name when they were seen last.
  List<KnownAccount> called(String login);

  /// Forgets an account, whose id is then among those of the departed.
  ///
  /// @return whether it was known
  boolean forget(AccountId id);
}

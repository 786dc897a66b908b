package org.mailkeep.imap;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;

/// The use of every account that has sessions. Safe for many threads.
final class AccountUses {
  private final ConcurrentHashMap<AccountId, AccountUse> uses = new ConcurrentHashMap<>();

  /// Counts a new session.
  ///
  /// @return null when the account has as many already
  @Nullable AccountUse enter(AccountId account, int most) {
    boolean[] entered = new boolean[1];
    AccountUse use =
        uses.compute(
            account,
            (_, now) -> {
              AccountUse counted = now == null ? new AccountUse() : now;
              entered[0] = counted.enter(most);
              return counted;
            });
    return entered[0] ? use : null;
  }

  /// Counts a session that ended.
  void leave(AccountId account) {
    uses.computeIfPresent(account, (_, now) -> now.leave() ? null : now);
  }
}

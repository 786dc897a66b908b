package org.mailkeep.mailbox;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

/// The mail of each account fits together. An account is read while its owner works with it: when a
/// commit came between, its counters have changed, and it is read again.
final class MailCheck implements Verification.Check {
  private static final int PAGE = 500;
  private static final int ATTEMPTS = 10;
  private static final int ROUNDS = 20;

  private final StoredMailAccounts accounts;
  private final DataStore store;

  MailCheck(StoredMailAccounts accounts) {
    this.accounts = accounts;
    this.store = accounts.backend().store();
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at mail", Progress.UNKNOWN, "records");
    Pages.forEach(
        store,
        Subspace.ACCOUNT,
        Range.all(),
        PAGE,
        page -> {
          for (Entry entry : page) {
            look(verification, new AccountId(Keys.u64(entry.key(), 0)));
          }
        });
  }

  /// What was mended may show more; so it is looked at until nothing is left to mend.
  private void look(Verification verification, AccountId account) {
    verification.progress().say("looking at mail of account " + account.value());
    Set<AccountCheck.Fault> told = new HashSet<>();
    int mended = 1;
    for (int round = 0; round < ROUNDS && mended > 0; round++) {
      mended = 0;
      for (AccountCheck.Fault fault : faults(verification, account)) {
        Operation<Boolean> mend = fault.mend();
        if (mend != null && verification.repair()) {
          mended++;
          accounts.index().forget(account); // what it remembers may be right, and the store wrong
          verification.found(
              fault.check(), fault.subject(), fault.words(), () -> accounts.write(account, mend));
        } else if (told.add(fault)) {
          tell(verification, fault);
        }
      }
    }
    verification.looked("accounts", 1);
  }

  private static void tell(Verification verification, AccountCheck.Fault fault) {
    if (fault.mend() == null) {
      verification.lost(fault.check(), fault.subject(), fault.words());
    } else {
      verification.found(fault.check(), fault.subject(), fault.words(), () -> false);
    }
  }

  private List<AccountCheck.Fault> faults(Verification verification, AccountId account) {
    byte[] key = MailKeys.account(account);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      byte[] before = store.get(Subspace.ACCOUNT, key);
      if (before == null) {
        return List.of();
      }
      List<AccountCheck.Fault> faults = new AccountCheck(store, account, verification).faults();
      if (faults.isEmpty() || Arrays.equals(before, store.get(Subspace.ACCOUNT, key))) {
        return faults;
      }
    }
    verification.looked("accounts that changed all the while", 1);
    return List.of();
  }
}

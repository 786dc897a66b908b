package org.mailkeep.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Verification;

/// The full-text index and the mail fit together: a message that is noted as indexed is, one that
/// can be indexed is or waits for it, and no document is of a message that is gone. What does not
/// fit is mended by the journal: the indexer does it.
///
/// An index that cannot be read now, and accounts that are being indexed anew, are counted and not
/// looked at.
public final class IndexCheck implements Verification.Check {
  private static final int PAGE = 500;

  private final IndexingPorts ports;
  private final Runnable wake;

  /// @param wake tells the indexer that there is something to do
  public IndexCheck(IndexingPorts ports, Runnable wake) {
    this.ports = ports;
    this.wake = wake;
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at the full-text index", Progress.UNKNOWN, "messages");
    try {
      if (isWhole()) {
        mail(verification);
        strangers(verification);
      } else {
        verification.looked("full-text indexes that are being made anew", 1);
      }
    } catch (StoreException.Unavailable | StoreException.Full e) {
      verification.looked("full-text indexes that cannot be read now", 1);
    } finally {
      wake.run();
    }
  }

  private void mail(Verification verification) {
    List<AccountId> page;
    long after = 0;
    do {
      page = ports.messages().accounts(after, PAGE);
      for (AccountId account : page) {
        look(verification, account);
        after = account.value();
      }
    } while (page.size() == PAGE);
  }

  /// Accounts that have documents and no mail.
  private void strangers(Verification verification) {
    @Nullable AccountId after = null;
    List<AccountId> page;
    do {
      page = ports.search().accounts(after, PAGE);
      for (AccountId account : page) {
        List<AccountId> same = ports.messages().accounts(account.value() - 1, 1);
        if (!same.equals(List.of(account))) {
          look(verification, account);
        }
        after = account;
      }
    } while (page.size() == PAGE);
  }

  private void look(Verification verification, AccountId account) {
    if (isSettled(account)) {
      new AccountIndexCheck(ports, verification, account, () -> isSettled(account)).run();
    } else {
      verification.looked("accounts that wait to be indexed anew", 1);
    }
  }

  /// Whether an account's documents are to be trusted: the index is the one of which the journal
  /// speaks, and nothing is asked for that concerns all of the account.
  private boolean isSettled(AccountId account) {
    return isWhole() && ports.journal().ofAccount(account).isEmpty();
  }

  private boolean isWhole() {
    Optional<IndexJournal.State> state = ports.journal().state();
    return state.isPresent()
        && state.get().after() == null
        && state.get().generation().equals(ports.search().generation());
  }
}

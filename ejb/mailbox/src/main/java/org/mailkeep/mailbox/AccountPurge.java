package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Goes over all accounts and removes what nobody needs any more: changes of long ago, old messages
/// in trash and junk, deleted ones that were kept for long enough, and messages of mailboxes that
/// were deleted when the server stopped before it had removed them. An account that needs nothing
/// costs a few short reads and no room in a cache.
final class AccountPurge {
  private static final int PAGE = 500;

  private final StoredMailAccounts accounts;
  private final DataStore store;
  private final PurgeTimes before;
  private final Progress progress;
  private long seen;
  private long cut;
  private long emptied;
  private long expunged;
  private long forgotten;
  private long unreadable;

  AccountPurge(StoredMailAccounts accounts, PurgeTimes before, Progress progress) {
    this.accounts = accounts;
    this.store = accounts.backend().store();
    this.before = before;
    this.progress = progress;
  }

  /// @return what was done, by name
  Map<String, Long> run() {
    progress.begin("looking at accounts", Progress.UNKNOWN, "accounts");
    Range rest = Range.all();
    List<Entry> page;
    do {
      page = store.scan(Subspace.ACCOUNT, rest, Direction.UP, PAGE);
      for (Entry entry : page) {
        progress.check();
        look(new AccountId(Keys.u64(entry.key(), 0)));
        progress.advance(1);
      }
      if (!page.isEmpty()) {
        rest = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), null);
      }
    } while (page.size() == PAGE);
    return Map.of(
        "accounts",
        seen,
        "cut",
        cut,
        "emptied",
        emptied,
        "expunged",
        expunged,
        "forgotten",
        forgotten,
        "unreadable",
        unreadable);
  }

  /// One account whose records are damaged keeps none of the others from being looked at.
  private void look(AccountId account) {
    seen++;
    try {
      if (hasOldChanges(account)) {
        accounts.forgetChanges(account, before.changes());
        cut++;
      }
      List<MailboxState> mailboxes = mailboxes(account);
      if (mailboxes.stream().anyMatch(MailboxState::doomed)) {
        accounts.open(account); // removes them
        emptied++;
      }
      mailboxes.stream()
          .filter(mailbox -> mailbox.role() == Role.TRASH || mailbox.role() == Role.JUNK)
          .forEach(mailbox -> discard(account, mailbox));
      forgotten += accounts.deleted().purge(account, before.deleted());
    } catch (StoreException.Corrupt _) {
      unreadable++; // told as an event by whoever read it
    }
  }

  private boolean hasOldChanges(AccountId account) {
    List<Entry> first = store.scan(Subspace.CHANGE, MailKeys.ofAccount(account), Direction.UP, 1);
    return !first.isEmpty()
        && ChangeCodec.time(first.getFirst().value()) < before.changes().getEpochSecond();
  }

  private List<MailboxState> mailboxes(AccountId account) {
    List<MailboxState> mailboxes = new ArrayList<>();
    Pages.forEach(
        store,
        Subspace.MAILBOX,
        MailKeys.ofAccount(account),
        PAGE,
        page -> {
          for (Entry entry : page) {
            mailboxes.add(MailboxState.parse(Keys.u64(entry.key(), 8), entry.value()));
          }
        });
    return mailboxes;
  }

  /// Deletes what came into a mailbox long ago. Messages come in the order of their UIDs, so the
  /// first that is young enough ends the search.
  private void discard(AccountId account, MailboxState mailbox) {
    int last = lastOld(account, mailbox);
    if (last > 0) {
      UidSet old = new UidSet(List.of(new UidSet.Span(1, last)));
      UidSet gone =
          new StoredMailAccount(accounts, account, null).removeAll(mailbox.id(), old, Removal.ALL);
      expunged += gone.spans().stream().mapToLong(span -> span.last() - span.first() + 1L).sum();
    }
  }

  private int lastOld(AccountId account, MailboxState mailbox) {
    long youngest = before.discarded().getEpochSecond();
    int last = 0;
    Range rest = MailKeys.memberships(account, mailbox.id());
    List<Entry> page;
    do {
      page = store.scan(Subspace.MEMBERSHIP, rest, Direction.UP, last == 0 ? 1 : PAGE);
      for (Entry entry : page) {
        int uid = MailKeys.uid(entry.key());
        if (Integer.toUnsignedLong(Membership.decode(uid, entry.value()).saved()) >= youngest) {
          return last;
        }
        last = uid;
      }
      rest = MailKeys.membershipsAfter(account, mailbox.id(), last);
    } while (!page.isEmpty());
    return last;
  }
}

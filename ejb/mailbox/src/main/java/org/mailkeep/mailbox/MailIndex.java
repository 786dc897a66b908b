package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;

/// The caches of accounts and of mailbox indexes. An account's state is exact on the node that
/// writes; an index says by its MODSEQ how far it is, and catches up by the change log when it
/// lags.
final class MailIndex {
  private static final int PAGE = 2_000;

  /// Changes that are caught up with; beyond that the mailbox is loaded again.
  private static final int CATCH_UP = 20_000;

  private final MailBackend backend;
  private final Cache<AccountId, AccountState> accounts;
  private final Cache<Ref, MailboxView> views;
  private final ViewBudget<Ref> budget;

  /// A mailbox of an account.
  private record Ref(AccountId account, MailboxId mailbox) {}

  MailIndex(MailBackend backend, StoredMailAccounts.Caches caches) {
    this.backend = backend;
    this.accounts = caches.factory().create(caches.accounts());
    this.views = caches.factory().create(caches.mailboxes());
    int mailboxes = (int) Math.min(caches.mailboxes().entries(), Integer.MAX_VALUE);
    this.budget = new ViewBudget<>(caches.messages(), mailboxes);
  }

  AccountState account(AccountId account) {
    return accounts.get(account, this::loadAccount);
  }

  private AccountState loadAccount(AccountId account) {
    try (Snapshot snapshot = backend.store().snapshot()) {
      return AccountState.load(snapshot, account);
    }
  }

  /// Remembers what a commit made of an account.
  void put(AccountState state) {
    accounts.put(state.id(), state);
  }

  /// Forgets an account, since what is stored of it is in doubt. Indexes are compared with its new
  /// state when they are next used.
  void forget(AccountId account) {
    accounts.remove(account);
  }

  /// Forgets an account unless it is known up to a change.
  void expire(AccountId account, long upTo) {
    AccountState state = accounts.get(account);
    if (state != null && state.counters().lastChange() < upTo) {
      accounts.remove(account);
    }
  }

  /// Does to a cached index what a commit did. One that is not cached, or lags, is left alone.
  void advance(AccountState before, AccountState after, MailboxId mailbox, ViewLog log) {
    Ref ref = new Ref(after.id(), mailbox);
    MailboxView view = views.get(ref);
    MailboxState was = before.anyMailbox(mailbox);
    MailboxState is = after.anyMailbox(mailbox);
    if (view == null || was == null) {
      return;
    }
    if (is == null) {
      views.remove(ref);
      budget.remove(ref);
    } else if (view.status().highestModSeq() == was.tally().highestModSeq()) {
      put(ref, log.applyTo(view).after(view, is.tally().status()));
    }
  }

  /// The index of a mailbox, at least as new as the state of its account.
  MailboxView load(AccountState state, MailboxId mailbox) {
    MailboxState wanted = state.anyMailbox(mailbox);
    if (wanted == null) {
      return ViewEdit.empty(mailbox).loaded(Tally.empty(1, 1).status());
    }
    Ref ref = new Ref(state.id(), mailbox);
    MailboxView view = views.get(ref, this::scan);
    if (view.status().highestModSeq() >= wanted.tally().highestModSeq()) {
      return view;
    }
    MailboxView newer = catchUp(ref, view);
    put(ref, newer);
    return newer;
  }

  private void put(Ref ref, MailboxView view) {
    views.put(ref, view);
    account(ref, view);
  }

  private void account(Ref ref, MailboxView view) {
    budget.put(ref, view.count()).forEach(views::remove);
  }

  private MailboxView scan(Ref ref) {
    try (Snapshot snapshot = backend.store().snapshot()) {
      MailboxView view = scan(snapshot, ref);
      account(ref, view);
      return view;
    }
  }

  private static MailboxView scan(Reader reader, Ref ref) {
    ViewEdit edit = ViewEdit.empty(ref.mailbox());
    Range range = MailKeys.memberships(ref.account(), ref.mailbox());
    List<Entry> page;
    do {
      page = reader.scan(Subspace.MEMBERSHIP, range, Direction.UP, PAGE);
      int last = 0;
      for (Entry entry : page) {
        last = MailKeys.uid(entry.key());
        edit.append(Membership.decode(last, entry.value()));
      }
      range = MailKeys.membershipsAfter(ref.account(), ref.mailbox(), last);
    } while (page.size() == PAGE);
    return edit.loaded(status(reader, ref));
  }

  private static MailboxStatus status(Reader reader, Ref ref) {
    byte[] record = reader.get(Subspace.MAILBOX, MailKeys.mailbox(ref.account(), ref.mailbox()));
    return record == null
        ? Tally.empty(1, 1).status()
        : MailboxState.parse(ref.mailbox().value(), record).tally().status();
  }

  private MailboxView catchUp(Ref ref, MailboxView view) {
    try (Snapshot snapshot = backend.store().snapshot()) {
      SortedSet<Integer> uids = changed(snapshot, ref, view.status().highestModSeq());
      if (uids == null) {
        return scan(snapshot, ref);
      }
      ViewLog log = new ViewLog();
      List<byte[]> keys = new ArrayList<>(uids.size());
      uids.forEach(uid -> keys.add(MailKeys.membership(ref.account(), ref.mailbox(), uid)));
      List<byte @Nullable []> rows = snapshot.get(Subspace.MEMBERSHIP, keys);
      int at = 0;
      for (int uid : uids) {
        replay(log, view, uid, rows.get(at++));
      }
      return log.applyTo(view).after(view, status(snapshot, ref));
    }
  }

  private static void replay(ViewLog log, MailboxView view, int uid, byte @Nullable [] record) {
    if (record == null) {
      log.remove(uid);
      return;
    }
    Chunk.Row row = Membership.decode(uid, record);
    if (view.indexOf(uid) < 0) {
      log.append(row);
    } else {
      log.update(new FlagResult.Entry(uid, row.flags(), row.modSeq()));
    }
  }

  /// UIDs of a mailbox that changes after a number name; null when there are too many, or the log
  /// no longer reaches back.
  private static @Nullable SortedSet<Integer> changed(Reader reader, Ref ref, long since) {
    return switch (ChangeLog.read(reader, ref.account(), since, CATCH_UP)) {
      case Changes.TooOld() -> null;
      case Changes.Page(var changes, _, var more) -> {
        SortedSet<Integer> uids = new TreeSet<>();
        for (Change change : changes) {
          if (ref.mailbox().equals(change.mailbox())) {
            uids.add(change.uid());
          }
        }
        yield more ? null : uids;
      }
    };
  }

  /// Counts of the caches, for the console.
  List<Cache.Statistics> statistics() {
    return List.of(accounts.statistics(), views.statistics());
  }
}

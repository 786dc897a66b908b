package org.mailkeep.mailbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.telemetry.StoreEvent;

/// Puts the operations that wait in an account's lane into commits: as many as fit into one. The
/// account's counters guard against other nodes; on a conflict all is read and done again, a
/// bounded number of times.
final class Committer {
  private static final int ATTEMPTS = 20;

  /// A batch as large as this takes no further operation.
  private static final long FULL = 2_000_000;

  /// What operations may write in one commit, with room left for the account's own records.
  private static final long FULLEST = Batch.MAX_BATCH - 1_000_000;

  private final MailBackend backend;
  private final MailIndex index;
  private final MailboxEdits mailboxes;
  private final Listeners listeners;
  private final Shares shares;

  Committer(
      MailBackend backend,
      MailIndex index,
      MailboxEdits mailboxes,
      Listeners listeners,
      Shares shares) {
    this.backend = backend;
    this.index = index;
    this.mailboxes = mailboxes;
    this.listeners = listeners;
    this.shares = shares;
  }

  /// Does all operations; each has its answer when it returns.
  void commit(AccountId account, List<Ticket<?>> group) {
    int done = 0;
    while (done < group.size()) {
      done += commitSome(account, group.subList(done, group.size()));
    }
  }

  /// Does the first operations, as many as fit.
  ///
  /// @return how many, at least one
  private int commitSome(AccountId account, List<Ticket<?>> group) {
    int count = group.size();
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Work work = new Work(backend, index, index.account(account));
        if (work.state().isNew()) {
          mailboxes.addDefaults(work);
        }
        count = run(work, group);
        switch (finish(work)) {
          case Commit.Committed() -> {
            return count;
          }
          case Commit.Conflict(var space, _) -> {
            index.forget(account);
            if (count > 1 && space != Subspace.ACCOUNT) {
              group.subList(0, count).forEach(ticket -> commitSome(account, List.of(ticket)));
              return count;
            }
          }
        }
      }
      fail(group, count, new StoreException.Contended("account " + account.value()));
    } catch (RuntimeException e) {
      index.forget(account);
      fail(group, count, e);
    }
    return count;
  }

  private static void fail(List<Ticket<?>> group, int count, RuntimeException reason) {
    group.subList(0, count).forEach(ticket -> ticket.fail(reason));
  }

  private static int run(Work work, List<Ticket<?>> group) {
    int count = 0;
    for (Ticket<?> ticket : group) {
      Work own = work.fork();
      try {
        boolean good = ticket.attempt(own);
        if (good && work.batch().size() + own.batch().size() > FULLEST && count > 0) {
          return count;
        }
        if (good) {
          work.absorb(own);
        }
      } catch (Work.Overlap _) {
        return count;
      }
      count++;
      if (work.batch().size() > FULL) {
        return count;
      }
    }
    return count;
  }

  private Commit finish(Work work) {
    AccountState before = work.before();
    AccountState after = work.state();
    if (work.batch().isEmpty() && after.counters().equals(before.counters())) {
      remember(work);
      return new Commit.Committed();
    }
    byte[] key = MailKeys.account(after.id());
    byte[] counters = after.counters().record();
    Batch batch = new Batch();
    batch.require(Subspace.ACCOUNT, key, before.stored());
    batch.put(Subspace.ACCOUNT, key, counters);
    batch.addAll(work.batch());
    for (MailboxId mailbox : work.touched()) {
      MailboxState state = after.anyMailbox(mailbox);
      byte[] place = MailKeys.mailbox(after.id(), mailbox);
      if (state == null) {
        batch.delete(Subspace.MAILBOX, place);
      } else {
        batch.put(Subspace.MAILBOX, place, state.record());
      }
    }
    ChangeLog.write(batch, after, work.changes(), backend.clock().instant().getEpochSecond());
    Commit commit = backend.store().commit(batch);
    if (commit instanceof Commit.Committed) {
      publish(work, after.committed(counters));
    }
    return commit;
  }

  /// Keeps what is not worth a commit of its own.
  private void remember(Work work) {
    if (!work.touched().isEmpty()) {
      index.put(work.state());
    }
  }

  /// Tells the caches and the listeners. What goes wrong here must not look like a failed commit.
  private void publish(Work work, AccountState after) {
    try {
      index.put(after);
      work.logs().forEach((mailbox, log) -> index.advance(work.before(), after, mailbox, log));
      if (after.counters().lastChange() != work.before().counters().lastChange()) {
        listeners.tellCommit(after.id(), after.counters().lastChange(), Set.copyOf(work.touched()));
      }
      tellOfRights(work);
    } catch (RuntimeException e) {
      index.forget(after.id());
      backend.events().emit(new StoreEvent.Failed("mail", "publish", String.valueOf(e)));
    }
  }

  /// Whoever may do more or less than before hears of it, on every node.
  private void tellOfRights(Work work) {
    Set<AccountId> concerned = new HashSet<>();
    for (MailboxId mailbox : work.touched()) {
      Acl was = acl(work.before().anyMailbox(mailbox));
      Acl is = acl(work.state().anyMailbox(mailbox));
      if (!was.equals(is)) {
        Set<Grantee> grantees = new HashSet<>(was.entries().keySet());
        grantees.addAll(is.entries().keySet());
        grantees.removeIf(grantee -> was.of(grantee).equals(is.of(grantee)));
        grantees.forEach(
            grantee -> concerned.add(grantee.who() == null ? work.account() : grantee.who()));
      }
    }
    if (!concerned.isEmpty()) {
      shares.changed();
      concerned.forEach(account -> listeners.tellCommit(account, 0, Set.of()));
    }
  }

  private static Acl acl(@Nullable MailboxState mailbox) {
    return mailbox == null ? Acl.NONE : mailbox.sharing().acl();
  }
}

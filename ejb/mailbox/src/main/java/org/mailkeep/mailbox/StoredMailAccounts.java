package org.mailkeep.mailbox;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.telemetry.StoreEvent;

/// The mail of all accounts in a data store and a blob store.
public final class StoredMailAccounts implements MailAccounts {
  private final MailBackend backend;
  private final MailIndex index;
  private final MailboxEdits mailboxes;
  private final Listeners listeners = new Listeners();
  private final Lanes lanes;

  /// How the caches are made.
  ///
  /// @param accounts bound of the cache of accounts
  /// @param mailboxes bound of the cache of message indexes
  public record Caches(Cache.Factory factory, Cache.Spec accounts, Cache.Spec mailboxes) {}

  /// @param folders what a new account gets; an inbox must be among them
  public StoredMailAccounts(MailBackend backend, Caches caches, List<DefaultFolder> folders) {
    if (folders.stream().noneMatch(folder -> folder.role() == Role.INBOX && folder.create())) {
      throw new IllegalArgumentException("an account has an inbox");
    }
    this.backend = backend;
    this.index = new MailIndex(backend, caches.factory(), caches.accounts(), caches.mailboxes());
    this.mailboxes = new MailboxEdits(backend.limits(), folders);
    Committer committer = new Committer(backend, index, mailboxes, listeners);
    this.lanes = new Lanes(committer::commit);
  }

  @Override
  public MailAccount open(AccountId account) {
    AccountState state = guard(account, () -> index.account(account));
    if (state.isNew()) {
      write(account, _ -> true);
    }
    StoredMailAccount opened = new StoredMailAccount(this, account);
    state.doomed().forEach(mailbox -> opened.empty(mailbox.id()));
    return opened;
  }

  @Override
  public void erase(AccountId account) {
    if (guard(account, () -> index.account(account)).isNew()) {
      return;
    }
    open(account); // ends what deleted mailboxes left
    new StoredMailAccount(this, account).eraseMessages();
    Batch batch = new Batch();
    for (Subspace space : MailKeys.PER_ACCOUNT) {
      batch.delete(space, MailKeys.ofAccount(account));
    }
    batch.delete(Subspace.ACCOUNT, MailKeys.account(account));
    Commit commit = backend.store().commit(batch);
    index.forget(account);
    if (commit instanceof Commit.Conflict) {
      throw new StoreException.Contended("erasing account " + account.value());
    }
  }

  @Override
  public Quota quota(AccountId account) {
    Counters counters = guard(account, () -> index.account(account)).counters();
    Quota.Limits limits = backend.quota().of(account);
    return new Quota(limits.bytes(), limits.messages(), counters.bytes(), counters.messages());
  }

  @Override
  public ChangeListener.Registration listen(ChangeListener listener) {
    return listeners.add(listener);
  }

  /// Asks to be told of what this node commits, to tell other nodes.
  public ChangeListener.Registration announce(ChangeListener listener) {
    return listeners.addForThisNode(listener);
  }

  /// Another node committed: what is remembered of the account is dropped when it is older, and
  /// listeners are told.
  public void changedElsewhere(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    index.expire(account, upTo);
    listeners.tell(account, upTo, mailboxes);
  }

  /// How the caches fare: of accounts, of mailboxes.
  public List<Cache.Statistics> statistics() {
    return index.statistics();
  }

  MailBackend backend() {
    return backend;
  }

  MailIndex index() {
    return index;
  }

  MailboxEdits mailboxes() {
    return mailboxes;
  }

  Listeners listeners() {
    return listeners;
  }

  <R> R write(AccountId account, Operation<R> operation) {
    return guard(account, () -> lanes.run(account, operation));
  }

  /// Does something to one account. That its data cannot be read is told to the operator, and to
  /// the caller as a failure of this account alone.
  <R> R guard(AccountId account, Supplier<R> action) {
    try {
      return action.get();
    } catch (StoreException.Corrupt e) {
      index.forget(account);
      String record = "account " + account.value();
      backend.events().emit(new StoreEvent.Corrupt("mail", record, String.valueOf(e.getMessage())));
      throw e;
    }
  }
}

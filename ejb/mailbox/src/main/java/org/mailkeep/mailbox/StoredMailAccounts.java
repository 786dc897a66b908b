package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.telemetry.StoreEvent;

/// The mail of all accounts in a data store and a blob store.
public final class StoredMailAccounts implements MailAccounts {
  private final MailBackend backend;
  private final MailIndex index;
  private final HeaderIndexes headers;
  private final MailboxEdits mailboxes;
  private final Listeners listeners = new Listeners();
  private final Lanes lanes;
  private final StoredMessages messages;
  private final Shares shares;

  /// How the caches are made.
  ///
  /// @param accounts bound of the cache of accounts
  /// @param mailboxes bound of the cache of message indexes
  /// @param messages that the indexes hold together, about 45 octets each
  /// @param headers bound of the cache of what SORT and THREAD compare
  /// @param headerOctets memory that it may take
  public record Caches(
      Cache.Factory factory,
      Cache.Spec accounts,
      Cache.Spec mailboxes,
      long messages,
      Cache.Spec headers,
      long headerOctets) {
    /// Messages when nothing is configured.
    public static final int MESSAGES = 4_000_000;

    /// Octets of what SORT and THREAD compare, when nothing is configured.
    public static final long HEADER_OCTETS = 128L << 20;

    /// With the usual number of messages.
    public Caches(Cache.Factory factory, Cache.Spec accounts, Cache.Spec mailboxes) {
      this(
          factory,
          accounts,
          mailboxes,
          MESSAGES,
          new Cache.Spec("thread", mailboxes.entries(), null),
          HEADER_OCTETS);
    }
  }

  /// @param folders what a new account gets; an inbox must be among them
  public StoredMailAccounts(MailBackend backend, Caches caches, List<DefaultFolder> folders) {
    if (folders.stream().noneMatch(folder -> folder.role() == Role.INBOX && folder.create())) {
      throw new IllegalArgumentException("an account has an inbox");
    }
    this.backend = backend;
    this.index = new MailIndex(backend, caches);
    this.headers = new HeaderIndexes(backend, caches);
    this.mailboxes = new MailboxEdits(backend.limits(), folders);
    this.shares = new Shares(backend);
    Committer committer = new Committer(backend, index, mailboxes, listeners, shares);
    this.lanes = new Lanes(committer::commit);
    this.messages = new StoredMessages(backend);
  }

  @Override
  public MailAccount open(AccountId account) {
    return open(account, account);
  }

  @Override
  public MailAccount open(AccountId account, AccountId reader) {
    AccountState state = guard(account, () -> index.account(account));
    if (state.isNew()) {
      write(account, _ -> true);
    }
    StoredMailAccount opened =
        new StoredMailAccount(this, account, account.equals(reader) ? null : reader);
    state.doomed().forEach(mailbox -> opened.empty(mailbox.id()));
    return opened;
  }

  @Override
  public Collection<Share> sharedWith(Collection<AccountId> grantees) {
    Set<Share> found = new LinkedHashSet<>(shares.of(Grantee.ANYONE.number()));
    grantees.forEach(grantee -> found.addAll(shares.of(grantee.value())));
    return found;
  }

  @Override
  public void erase(AccountId account) {
    if (guard(account, () -> index.account(account)).isNew()) {
      return;
    }
    open(account); // ends what deleted mailboxes left
    StoredMailAccount opened = new StoredMailAccount(this, account, null);
    opened.eraseMessages();
    deleted().purge(account, Instant.ofEpochMilli(Long.MAX_VALUE));
    opened.mailboxes().forEach(mailbox -> opened.share(mailbox.id(), _ -> Acl.NONE));
    Batch batch = new Batch();
    for (Subspace space : MailKeys.PER_ACCOUNT) {
      batch.delete(space, MailKeys.ofAccount(account));
    }
    batch.delete(Subspace.ACCOUNT, MailKeys.account(account));
    IndexJournal.erased(batch, account, backend.clock().millis());
    Commit commit = backend.store().commit(batch);
    index.forget(account);
    if (commit instanceof Commit.Conflict) {
      throw new StoreException.Contended("erasing account " + account.value());
    }
  }

  @Override
  public void forgetChanges(AccountId account, Instant before) {
    if (!guard(account, () -> index.account(account)).isNew()) {
      LogCutting cutting = new LogCutting(before.getEpochSecond());
      while (write(account, cutting)) {
        // one commit after the other
      }
    }
  }

  /// Removes of all accounts what nobody needs any more: changes of long ago, old messages in trash
  /// and junk, deleted ones that were kept for long enough, and messages of deleted mailboxes that
  /// the server had no time to remove.
  ///
  /// @return what was done, by name
  public Map<String, Long> purge(PurgeTimes before, Progress progress) {
    return new AccountPurge(this, before, progress).run();
  }

  /// Messages that were deleted and can be restored.
  public DeletedMessages deleted() {
    return new DeletedMessages(this);
  }

  /// Whether all that is stored of mail fits together.
  public Verification.Check check() {
    return new MailCheck(this);
  }

  @Override
  public Quota quota(AccountId account) {
    return quota(account, backend.quota().of(account));
  }

  @Override
  public Quota quota(AccountId account, Quota.Limits limits) {
    Counters counters = guard(account, () -> index.account(account)).counters();
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
    if (mailboxes.isEmpty()) {
      shares.changed();
    }
    listeners.tell(account, upTo, mailboxes);
  }

  /// How the caches fare: of accounts, of mailboxes, of what SORT and THREAD compare.
  public List<Cache.Statistics> statistics() {
    List<Cache.Statistics> all = new ArrayList<>(index.statistics());
    all.add(headers.statistics());
    return all;
  }

  MailBackend backend() {
    return backend;
  }

  /// What is stored of messages.
  public StoredMessages messages() {
    return messages;
  }

  MailIndex index() {
    return index;
  }

  HeaderIndexes headers() {
    return headers;
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

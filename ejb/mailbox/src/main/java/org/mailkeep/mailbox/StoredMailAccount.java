package org.mailkeep.mailbox;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.ThreadId;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;

/// One account of [StoredMailAccounts].
final class StoredMailAccount implements MailAccount {
  private final StoredMailAccounts accounts;
  private final AccountId id;

  StoredMailAccount(StoredMailAccounts accounts, AccountId id) {
    this.accounts = accounts;
    this.id = id;
  }

  @Override
  public AccountId id() {
    return id;
  }

  private AccountState state() {
    return accounts.guard(id, () -> accounts.index().account(id));
  }

  private <R> R write(Operation<R> operation) {
    return accounts.write(id, operation);
  }

  @Override
  public List<Mailbox> mailboxes() {
    AccountState state = state();
    List<Mailbox> mailboxes = new ArrayList<>();
    for (long mailbox : state.tree().order()) {
      MailboxState found = state.mailbox(new MailboxId(mailbox));
      if (found != null) {
        mailboxes.add(state.show(found));
      }
    }
    return mailboxes;
  }

  @Override
  public Optional<Mailbox> mailbox(MailboxId mailbox) {
    AccountState state = state();
    return Optional.ofNullable(state.mailbox(mailbox)).map(state::show);
  }

  @Override
  public Optional<Mailbox> find(String path) {
    AccountState state = state();
    String normal = Normalizer.normalize(path, Normalizer.Form.NFC);
    return Optional.ofNullable(state.mailbox(normal)).map(state::show);
  }

  @Override
  public Optional<Mailbox> withRole(Role role) {
    AccountState state = state();
    return Optional.ofNullable(state.withRole(role)).map(state::show);
  }

  @Override
  public MailboxResult create(String path, @Nullable Role role) {
    return write(work -> accounts.mailboxes().create(work, path, role));
  }

  @Override
  public MailboxResult rename(MailboxId mailbox, String path) {
    Optional<Mailbox> inbox = withRole(Role.INBOX);
    if (inbox.isEmpty() || !inbox.get().id().equals(mailbox)) {
      return write(work -> accounts.mailboxes().rename(work, mailbox, path));
    }
    MailboxResult made = create(path, null);
    if (made instanceof MailboxResult.Done(var target)) {
      move(mailbox, UidSet.ALL, target.id());
      return new MailboxResult.Done(mailbox(target.id()).orElse(target));
    }
    return made;
  }

  @Override
  public MailboxResult delete(MailboxId mailbox) {
    MailboxResult result = write(work -> accounts.mailboxes().doom(work, mailbox));
    if (result instanceof MailboxResult.Done) {
      empty(mailbox);
    }
    return result;
  }

  /// Removes the messages of a doomed mailbox, and then itself.
  void empty(MailboxId mailbox) {
    int from = 1;
    do {
      Expunging some = new Expunging(mailbox, UidSet.ALL, from, true);
      from = write(some).nextUid();
    } while (from > 0);
    write(work -> {
      MailboxState state = work.state().anyMailbox(mailbox);
      if (state != null && state.doomed() && state.tally().messages() == 0) {
        work.drop(mailbox);
        work.nextChange();
      }
      return true;
    });
  }

  /// Destroys every message, so that nothing refers to their octets.
  void eraseMessages() {
    for (Mailbox mailbox : mailboxes()) {
      int from = 1;
      do {
        from = write(new Expunging(mailbox.id(), UidSet.ALL, from, true)).nextUid();
      } while (from > 0);
    }
  }

  @Override
  public MailboxResult assign(MailboxId mailbox, @Nullable Role role) {
    return write(work -> accounts.mailboxes().assign(work, mailbox, role));
  }

  @Override
  public Set<String> subscriptions() {
    return Set.copyOf(state().subscriptions());
  }

  @Override
  public void subscribe(String path) {
    write(work -> {
      Set<String> paths = new TreeSet<>(work.state().subscriptions());
      if (paths.size() < accounts.backend().limits().mailboxes() && paths.add(path)) {
        work.put(Subspace.SUBSCRIPTION, MailKeys.subscription(id, path), new byte[0]);
        work.subscriptions(paths);
      }
      return true;
    });
  }

  @Override
  public void unsubscribe(String path) {
    write(work -> {
      Set<String> paths = new TreeSet<>(work.state().subscriptions());
      if (paths.remove(path)) {
        work.delete(Subspace.SUBSCRIPTION, MailKeys.subscription(id, path));
        work.subscriptions(paths);
      }
      return true;
    });
  }

  @Override
  public FilingResult file(List<NewMessage> messages, Settlement with) {
    return write(new Filing(messages, with));
  }

  @Override
  public Optional<MailboxView> view(MailboxId mailbox) {
    AccountState state = state();
    return state.mailbox(mailbox) == null ? Optional.empty() : Optional.of(view(state, mailbox));
  }

  private MailboxView view(AccountState state, MailboxId mailbox) {
    return accounts.guard(id, () -> accounts.index().load(state, mailbox));
  }

  @Override
  public Optional<Selected> select(MailboxId mailbox, boolean writing) {
    AccountState state = state();
    MailboxState found = state.mailbox(mailbox);
    if (found == null) {
      return Optional.empty();
    }
    int recentFrom = found.tally().recentFrom();
    if (writing && recentFrom != found.tally().uidNext()) {
      recentFrom = write(work -> takeRecent(work, mailbox));
      state = state();
    }
    return Optional.of(new Selected(view(state, mailbox), recentFrom));
  }

  /// Makes all messages shown; kept in memory until the mailbox is written for another reason.
  private static int takeRecent(Work work, MailboxId mailbox) {
    MailboxState state = work.state().mailbox(mailbox);
    if (state == null) {
      return Integer.MAX_VALUE;
    }
    work.set(mailbox, state.tally().shown());
    return state.tally().recentFrom();
  }

  @Override
  public FlagResult store(MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince) {
    List<FlagResult.Entry> changed = new ArrayList<>();
    List<FlagResult.Entry> unchanged = new ArrayList<>();
    List<UidSet.Span> modified = new ArrayList<>();
    int from = 1;
    do {
      Progress<FlagResult> part =
          write(new FlagStoring(mailbox, uids, from, change, unchangedSince));
      changed.addAll(part.result().changed());
      unchanged.addAll(part.result().unchanged());
      modified.addAll(part.result().modified().spans());
      from = part.nextUid();
    } while (from > 0);
    return new FlagResult(changed, unchanged, new UidSet(modified));
  }

  @Override
  public CopyResult copy(MailboxId from, UidSet uids, MailboxId to) {
    return transfer(from, uids, to, false);
  }

  @Override
  public CopyResult move(MailboxId from, UidSet uids, MailboxId to) {
    return transfer(from, uids, to, true);
  }

  private CopyResult transfer(MailboxId from, UidSet uids, MailboxId to, boolean moves) {
    List<Integer> sources = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    UidSet bounded = existing(from, uids);
    int fromUid = 1;
    while (true) {
      Progress<CopyResult> part = write(new Transfer(from, bounded, fromUid, to, moves));
      if (!(part.result() instanceof CopyResult.Copied(var validity, var some, var made))) {
        undo(to, targets, moves);
        return part.result();
      }
      sources.addAll(some);
      targets.addAll(made);
      fromUid = part.nextUid();
      if (fromUid == 0) {
        return new CopyResult.Copied(validity, sources, targets);
      }
    }
  }

  /// UIDs that are there when a copy begins: what it adds itself must not be copied again.
  private UidSet existing(MailboxId mailbox, UidSet uids) {
    MailboxState state = state().mailbox(mailbox);
    int last = state == null ? 0 : state.tally().uidNext() - 1;
    List<UidSet.Span> spans = new ArrayList<>();
    for (UidSet.Span span : uids.spans()) {
      if (span.first() <= last) {
        spans.add(new UidSet.Span(span.first(), Math.min(last, span.last())));
      }
    }
    return new UidSet(spans);
  }

  /// A COPY that does not end well leaves nothing behind (RFC 9051 §6.4.7).
  private void undo(MailboxId to, List<Integer> uids, boolean moves) {
    if (moves || uids.isEmpty()) {
      return;
    }
    UidSet made = UidSet.of(uids.stream().mapToInt(Integer::intValue).toArray());
    int from = 1;
    do {
      from = write(new Expunging(to, made, from, true)).nextUid();
    } while (from > 0);
  }

  @Override
  public UidSet expunge(MailboxId mailbox, UidSet uids) {
    List<UidSet.Span> gone = new ArrayList<>();
    int from = 1;
    do {
      Progress<UidSet> part = write(new Expunging(mailbox, uids, from, false));
      gone.addAll(part.result().spans());
      from = part.nextUid();
    } while (from > 0);
    return new UidSet(gone);
  }

  @Override
  public Map<EmailId, StoredMessage> messages(Collection<EmailId> emails) {
    if (emails.size() > PAGE) {
      throw new IllegalArgumentException("more than a page of messages");
    }
    return accounts.guard(id, () -> read(emails));
  }

  private Map<EmailId, StoredMessage> read(Collection<EmailId> emails) {
    List<byte[]> keys = emails.stream().map(email -> MailKeys.email(id, email)).toList();
    List<byte @Nullable []> records = accounts.backend().store().get(Subspace.EMAIL, keys);
    Map<EmailId, StoredMessage> found = new LinkedHashMap<>();
    int at = 0;
    for (EmailId email : emails) {
      byte[] record = records.get(at++);
      if (record != null) {
        found.put(email, message(email, EmailRecord.parse(record)));
      }
    }
    return found;
  }

  private StoredMessage message(EmailId email, EmailRecord record) {
    return new StoredMessage(
        email,
        record.blob(),
        record.size(),
        new ThreadId(record.thread()),
        Instant.ofEpochMilli(record.received()),
        record.places(),
        Structures.of(accounts.backend(), record));
  }

  @Override
  public Changes changesSince(long since, int limit) {
    return accounts.guard(
        id,
        () -> {
          try (Snapshot snapshot = accounts.backend().store().snapshot()) {
            return ChangeLog.read(snapshot, id, since, limit);
          }
        });
  }

  @Override
  public long lastChange() {
    return state().counters().lastChange();
  }

  @Override
  public Quota quota() {
    return accounts.quota(id);
  }

  @Override
  public ChangeListener.Registration listen(ChangeListener listener) {
    return accounts.listeners().add(id, listener);
  }
}

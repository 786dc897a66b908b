package org.mailkeep.mailbox;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;

/// One account of [StoredMailAccounts], as its owner or another one sees it.
final class StoredMailAccount implements MailAccount {
  private final StoredMailAccounts accounts;
  private final AccountId id;
  private final @Nullable AccountId reader;

  /// What a reader saw last; null for owners.
  private volatile @Nullable Look last;

  /// A view of a mailbox and what was made of it for a reader.
  private record Look(MailboxView view, SeenMark mark, SeenBits bits, MailboxView seen) {}

  /// @param reader who sees it, when that is not the owner
  StoredMailAccount(StoredMailAccounts accounts, AccountId id, @Nullable AccountId reader) {
    this.accounts = accounts;
    this.id = id;
    this.reader = reader;
  }

  @Override
  public AccountId id() {
    return id;
  }

  @Override
  public MailboxLimits limits() {
    return accounts.backend().limits();
  }

  private AccountState state() {
    return accounts.guard(id, () -> accounts.index().account(id));
  }

  <R> R write(Operation<R> operation) {
    return accounts.write(id, operation);
  }

  @Override
  public List<Mailbox> mailboxes() {
    AccountState state = state();
    List<Mailbox> mailboxes = new ArrayList<>();
    for (long mailbox : state.tree().order()) {
      MailboxState found = state.mailbox(new MailboxId(mailbox));
      if (found != null) {
        mailboxes.add(show(state, found));
      }
    }
    return mailboxes;
  }

  private Mailbox show(AccountState state, MailboxState mailbox) {
    Mailbox shown = state.show(mailbox);
    return reader == null
        ? shown
        : shown.of(shown.status().seen(mailbox.sharing().mark(reader).messages()));
  }

  @Override
  public Optional<Mailbox> mailbox(MailboxId mailbox) {
    AccountState state = state();
    return Optional.ofNullable(state.mailbox(mailbox)).map(found -> show(state, found));
  }

  @Override
  public Optional<Mailbox> find(String path) {
    AccountState state = state();
    String normal = Normalizer.normalize(path, Normalizer.Form.NFC);
    return Optional.ofNullable(state.mailbox(normal)).map(found -> show(state, found));
  }

  @Override
  public Optional<Mailbox> withRole(Role role) {
    AccountState state = state();
    return Optional.ofNullable(state.withRole(role)).map(found -> show(state, found));
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
      write(work -> {
        Annotations.copy(work, mailbox, target.id());
        return true;
      });
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
    removeAll(mailbox, UidSet.ALL, Removal.ALL);
    write(work -> {
      MailboxState state = work.state().anyMailbox(mailbox);
      if (state != null && state.doomed() && state.tally().messages() == 0) {
        work.drop(mailbox);
        work.deleteAll(Subspace.METADATA, Annotations.of(id, mailbox));
        work.nextChange();
      }
      return true;
    });
  }

  /// Destroys every message, so that nothing refers to their octets.
  void eraseMessages() {
    for (Mailbox mailbox : mailboxes()) {
      removeAll(mailbox.id(), UidSet.ALL, Removal.TRACELESS);
    }
  }

  /// Takes messages out of a mailbox, one commit after the other.
  ///
  /// @return the UIDs that are gone
  UidSet removeAll(MailboxId mailbox, UidSet uids, Removal removal) {
    List<UidSet.Span> gone = new ArrayList<>();
    int from = 1;
    do {
      Progress<UidSet> part = write(new Expunging(mailbox, uids, from, removal));
      gone.addAll(part.result().spans());
      from = part.nextUid();
    } while (from > 0);
    return new UidSet(gone);
  }

  @Override
  public MailboxResult assign(MailboxId mailbox, @Nullable Role role) {
    return write(work -> accounts.mailboxes().assign(work, mailbox, role));
  }

  @Override
  public Acl acl(MailboxId mailbox) {
    MailboxState found = state().mailbox(mailbox);
    return found == null ? Acl.NONE : found.sharing().acl();
  }

  @Override
  public MailboxResult share(MailboxId mailbox, UnaryOperator<Acl> edit) {
    return write(work -> accounts.mailboxes().share(work, mailbox, edit));
  }

  @Override
  public Set<String> subscriptions() {
    return Set.copyOf(state().subscriptions());
  }

  @Override
  public SubscriptionResult subscribe(String path) {
    String problem = MailboxName.subscriptionProblem(path, limits());
    return problem == null
        ? write(work -> subscribe(work, path))
        : new SubscriptionResult.BadName(problem);
  }

  private SubscriptionResult subscribe(Work work, String path) {
    Set<String> paths = new TreeSet<>(work.state().subscriptions());
    int most = limits().mailboxes();
    if (paths.size() >= most && !paths.contains(path)) {
      return new SubscriptionResult.TooMany(most);
    }
    if (paths.add(path)) {
      SubscriptionKeys.put(work, path);
      subscribed(work, path, paths);
    }
    return new SubscriptionResult.Done();
  }

  @Override
  public void unsubscribe(String path) {
    write(work -> {
      Set<String> paths = new TreeSet<>(work.state().subscriptions());
      // older ones may end with a separator, which clients cannot name any more
      for (String each : List.of(path, path + Mailbox.SEPARATOR)) {
        if (paths.remove(each)) {
          work.delete(Subspace.SUBSCRIPTION, SubscriptionKeys.of(id, each));
          subscribed(work, path, paths);
        }
      }
      return true;
    });
  }

  /// A change of the account, so that other nodes and listeners hear of it.
  private static void subscribed(Work work, String path, Set<String> paths) {
    work.subscriptions(paths);
    long number = work.nextChange();
    MailboxState mailbox = work.state().mailbox(path);
    if (mailbox != null) {
      long changed = mailbox.id().value();
      work.note(new Change(number, Change.Type.MAILBOX, changed, Change.Kind.UPDATED, null, 0));
    }
  }

  @Override
  public FilingResult file(List<NewMessage> messages, Settlement with) {
    return write(new Filing(messages, with, reader));
  }

  @Override
  public Optional<FilingResult> replace(MailboxId from, int uid, NewMessage message) {
    return write(new Replacing(from, uid, message, reader));
  }

  @Override
  public List<Annotation> annotations(@Nullable MailboxId mailbox, AccountId reader) {
    List<Annotation> stored =
        accounts.guard(id, () -> Annotations.read(accounts.backend().store(), id, mailbox, reader));
    MailboxState state = mailbox == null ? null : state().mailbox(mailbox);
    return state == null ? stored : SpecialUse.among(stored, state.role());
  }

  @Override
  public AnnotationResult annotate(
      @Nullable MailboxId mailbox, AccountId reader, List<Annotation> annotations, int most) {
    return write(new Annotations.Setting(mailbox, reader, annotations, most, accounts.mailboxes()));
  }

  @Override
  public Optional<MailboxView> view(MailboxId mailbox) {
    AccountState state = state();
    return state.mailbox(mailbox) == null ? Optional.empty() : Optional.of(view(state, mailbox));
  }

  private MailboxView view(AccountState state, MailboxId mailbox) {
    MailboxView view = accounts.guard(id, () -> accounts.index().load(state, mailbox));
    MailboxState found = state.mailbox(mailbox);
    return reader == null || found == null
        ? view
        : accounts.guard(id, () -> seen(view, found.sharing().mark(reader), reader));
  }

  /// A view as a reader has it; what they have seen is read again only when it has changed.
  private MailboxView seen(MailboxView view, SeenMark mark, AccountId user) {
    Look before = last;
    boolean same = before != null && before.view.mailbox().equals(view.mailbox());
    if (before != null && same && before.view == view && before.mark.equals(mark)) {
      return before.seen;
    }
    SeenBits bits =
        before != null && same && before.mark.equals(mark)
            ? before.bits
            : SeenBits.read(accounts.backend().store(), id, view.mailbox(), user);
    MailboxView now = view.as(bits, mark.messages());
    last = new Look(view, mark, bits, now);
    return now;
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
    List<UidSet.Span> refused = new ArrayList<>();
    int from = 1;
    do {
      Progress<FlagResult> part =
          write(new FlagStoring(mailbox, uids, from, change, unchangedSince, reader));
      changed.addAll(part.result().changed());
      unchanged.addAll(part.result().unchanged());
      modified.addAll(part.result().modified().spans());
      refused.addAll(part.result().refused().spans());
      from = part.nextUid();
    } while (from > 0);
    return new FlagResult(changed, unchanged, new UidSet(modified), new UidSet(refused));
  }

  @Override
  public Bulk<CopyResult> copying(MailboxId from, UidSet uids, MailboxId to) {
    return new BulkTransfer(this, from, existing(from, uids), to, false);
  }

  @Override
  public Bulk<CopyResult> moving(MailboxId from, UidSet uids, MailboxId to) {
    return new BulkTransfer(this, from, existing(from, uids), to, true);
  }

  @Override
  public Bulk<CopyResult> transferring(MailboxId from, UidSet uids, Target to, boolean moves) {
    boolean own = to.account() instanceof StoredMailAccount target && target.id.equals(id);
    boolean whole = to.rights().changesAllFlags() && (moves || reader == null);
    return own && whole
        ? new BulkTransfer(this, from, existing(from, uids), to.mailbox(), moves)
        : new AcrossTransfer(this, from, existing(from, uids), to, moves);
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

  @Override
  public UidSet expunge(MailboxId mailbox, UidSet uids) {
    return removeAll(mailbox, uids, Removal.FLAGGED);
  }

  @Override
  public UidSet remove(MailboxId mailbox, UidSet uids) {
    return removeAll(mailbox, uids, Removal.ALL);
  }

  @Override
  public PlacingResult place(EmailId email, Set<MailboxId> mailboxes) {
    return write(new Placing(email, mailboxes));
  }

  @Override
  public Map<EmailId, StoredMessage> messages(Collection<EmailId> emails) {
    if (emails.size() > PAGE) {
      throw new IllegalArgumentException("more than a page of messages");
    }
    return accounts.guard(id, () -> accounts.messages().of(id, emails));
  }

  @Override
  public Bulk<HeaderIndex> headers(MailboxView view) {
    return accounts.headers().of(id, view);
  }

  @Override
  public boolean holds(Set<MailboxId> mailboxes, MessageStructure message, long size) {
    return accounts.guard(
        id, () -> new Duplicates(accounts.backend(), id, mailboxes).any(message, size));
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

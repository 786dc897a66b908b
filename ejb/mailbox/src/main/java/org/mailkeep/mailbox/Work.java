package org.mailkeep.mailbox;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// One commit of an account in the making. Each operation works on a fork of it, which is taken
/// over when the operation ends well and dropped when it does not, so operations that share a
/// commit cannot harm each other. What one wrote, the next one reads.
final class Work {
  private final MailBackend backend;
  private final MailIndex index;
  private final @Nullable Work parent;
  private final AccountState before;
  private final Batch batch = new Batch();
  private final List<Change> changes = new ArrayList<>();
  private final Map<MailboxId, ViewLog> logs = new LinkedHashMap<>();
  private final Set<MailboxId> touched = new HashSet<>();
  private final Map<Place, Optional<byte[]>> written = new HashMap<>();
  private final Set<Place> settled = new HashSet<>();
  private AccountState state;

  private record Place(Subspace space, ByteBuffer key) {
    static Place of(Subspace space, byte[] key) {
      return new Place(space, ByteBuffer.wrap(key));
    }
  }

  /// Two operations that must not share a commit, such as settlements that touch the same key.
  static final class Overlap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overlap() {
      super("not in one commit", null, false, false);
    }
  }

  Work(MailBackend backend, MailIndex index, AccountState state) {
    this(backend, index, state, state, null);
  }

  private Work(
      MailBackend backend,
      MailIndex index,
      AccountState before,
      AccountState state,
      @Nullable Work parent) {
    this.backend = backend;
    this.index = index;
    this.before = before;
    this.state = state;
    this.parent = parent;
  }

  /// For one operation.
  Work fork() {
    return new Work(backend, index, before, state, this);
  }

  /// Takes over what a fork did.
  void absorb(Work fork) {
    state = fork.state;
    batch.addAll(fork.batch);
    changes.addAll(fork.changes);
    touched.addAll(fork.touched);
    written.putAll(fork.written);
    settled.addAll(fork.settled);
    fork.logs.forEach((mailbox, log) -> log(mailbox).addAll(log));
  }

  MailBackend backend() {
    return backend;
  }

  AccountId account() {
    return state.id();
  }

  AccountState state() {
    return state;
  }

  /// What the account was when the commit began.
  AccountState before() {
    return before;
  }

  Batch batch() {
    return batch;
  }

  List<Change> changes() {
    return changes;
  }

  Map<MailboxId, ViewLog> logs() {
    return logs;
  }

  Set<MailboxId> touched() {
    return touched;
  }

  /// Begins a change.
  long nextChange() {
    state = state.with(state.counters().change());
    return state.counters().lastChange();
  }

  EmailId nextEmail() {
    state = state.with(state.counters().email());
    return new EmailId(state.counters().lastEmail());
  }

  /// A new mailbox's id; its UIDVALIDITY is then the last one given.
  MailboxId nextMailbox() {
    state = state.with(state.counters().mailbox(backend.clock().instant().getEpochSecond()));
    return new MailboxId(state.counters().lastMailbox());
  }

  void use(long messages, long bytes) {
    state = state.with(state.counters().use(messages, bytes));
  }

  /// A message that is there is in these mailboxes from now on, at least one.
  void place(EmailId id, EmailRecord email, List<StoredMessage.Place> places) {
    EmailRecord now = email.in(places);
    put(Subspace.EMAIL, MailKeys.email(account(), id), now.record());
    if (now.isPlural() != email.isPlural()) {
      state = state.with(state.counters().plurals(now.isPlural() ? 1 : -1));
    }
  }

  /// Insists that nothing of this commit came before, for who reads the store.
  ///
  /// @throws Overlap when something did; it is tried again in the next commit
  void needAlone() {
    if (parent != null && parent.batch.size() > 0) {
      throw new Overlap();
    }
  }

  /// Sets the counters to what was counted.
  void count(Counters right) {
    state = state.with(right);
  }

  Quota quota() {
    Quota.Limits limits = backend.quota().of(account());
    Counters counters = state.counters();
    return new Quota(limits.bytes(), limits.messages(), counters.bytes(), counters.messages());
  }

  /// The change log begins with this number from now on.
  void cutLog(long first) {
    state = state.with(state.counters().logFrom(first));
  }

  void note(Change change) {
    changes.add(change);
  }

  void set(MailboxId mailbox, Tally tally) {
    state = state.with(mailbox, tally);
    touched.add(mailbox);
  }

  void set(MailboxId mailbox, Sharing sharing) {
    state = state.with(mailbox, sharing);
    touched.add(mailbox);
  }

  /// Who else uses a mailbox that exists.
  Sharing sharing(MailboxId mailbox) {
    MailboxState found = state.anyMailbox(mailbox);
    return found == null ? Sharing.NONE : found.sharing();
  }

  void set(MailboxState mailbox) {
    state = state.with(mailbox);
    touched.add(mailbox.id());
  }

  /// Something about a mailbox changed that is neither in its record nor of a message.
  void change(MailboxId mailbox, long number) {
    log(mailbox); // so that a cached view moves on
    set(mailbox, tally(mailbox).at(number));
  }

  void drop(MailboxId mailbox) {
    state = state.without(mailbox);
    touched.add(mailbox);
  }

  void subscriptions(Set<String> paths) {
    state = state.withSubscriptions(paths);
  }

  /// A message is in a mailbox under the mailbox's next UID.
  void append(MailboxId mailbox, Chunk.Row row) {
    put(
        Subspace.MEMBERSHIP,
        MailKeys.membership(account(), mailbox, row.uid()),
        Membership.encode(row));
    log(mailbox).append(row);
    set(mailbox, tally(mailbox).added(row.flags(), row.size(), row.modSeq()));
    note(change(row, Change.Kind.CREATED, mailbox, row.modSeq()));
  }

  /// A message has other flags; its row is the one before.
  void update(MailboxId mailbox, Chunk.Row row, FlagResult.Entry entry) {
    put(
        Subspace.MEMBERSHIP,
        MailKeys.membership(account(), mailbox, row.uid()),
        Membership.encode(row.with(entry)));
    log(mailbox).update(entry);
    set(mailbox, tally(mailbox).changed(row.flags(), entry.flags(), entry.modSeq()));
    note(change(row, Change.Kind.UPDATED, mailbox, entry.modSeq()));
  }

  /// A message is no longer in a mailbox.
  void remove(MailboxId mailbox, Chunk.Row row, long number) {
    delete(Subspace.MEMBERSHIP, MailKeys.membership(account(), mailbox, row.uid()));
    log(mailbox).remove(row.uid());
    set(mailbox, tally(mailbox).removed(row.uid(), row.flags(), row.size(), number));
    note(change(row, Change.Kind.DESTROYED, mailbox, number));
  }

  private static Change change(Chunk.Row row, Change.Kind kind, MailboxId mailbox, long number) {
    return new Change(number, Change.Type.EMAIL, row.email(), kind, mailbox, row.uid());
  }

  Tally tally(MailboxId mailbox) {
    return Objects.requireNonNull(state.anyMailbox(mailbox), "a mailbox that exists").tally();
  }

  private ViewLog log(MailboxId mailbox) {
    return logs.computeIfAbsent(mailbox, _ -> new ViewLog());
  }

  /// The messages of a mailbox as they are at this point of the commit.
  MailboxView view(MailboxId mailbox) {
    MailboxView view = index.load(before, mailbox);
    ViewLog all = new ViewLog();
    if (parent != null && parent.logs.containsKey(mailbox)) {
      all.addAll(parent.log(mailbox));
    }
    if (logs.containsKey(mailbox)) {
      all.addAll(log(mailbox));
    }
    return all.applyTo(view).loaded(tally(mailbox).status());
  }

  /// What a key holds at this point of the commit.
  byte @Nullable [] get(Subspace space, byte[] key) {
    Optional<byte[]> own = find(Place.of(space, key));
    return own == null ? backend.store().get(space, key) : own.orElse(null);
  }

  /// What keys hold at this point of the commit, in their order.
  List<byte @Nullable []> get(Subspace space, Collection<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>(backend.store().get(space, List.copyOf(keys)));
    int at = 0;
    for (byte[] key : keys) {
      Optional<byte[]> own = find(Place.of(space, key));
      if (own != null) {
        values.set(at, own.orElse(null));
      }
      at++;
    }
    return values;
  }

  // An Optional that may be null tells three answers apart: written, deleted, untouched.
  @SuppressWarnings("NullableOptional")
  private @Nullable Optional<byte[]> find(Place place) {
    Optional<byte[]> own = written.get(place);
    return own == null && parent != null ? parent.find(place) : own;
  }

  void put(Subspace space, byte[] key, byte[] value) {
    batch.put(space, key, value);
    written.put(Place.of(space, key), Optional.of(value));
  }

  void delete(Subspace space, byte[] key) {
    batch.delete(space, key);
    written.put(Place.of(space, key), Optional.empty());
  }

  /// Removes all of a range; what this commit wrote there stays.
  void deleteAll(Subspace space, Range range) {
    batch.delete(space, range);
  }

  /// Adds a settlement.
  ///
  /// @return false when there was nothing to settle
  /// @throws Overlap when this commit settled one of its keys already
  boolean settle(Settlement settlement) {
    Batch own = new Batch();
    if (!settlement.settle(backend.store(), own)) {
      return false;
    }
    for (Mutation mutation : own.mutations()) {
      Place place = Place.of(mutation.space(), key(mutation));
      if (parent != null && parent.settled.contains(place)) {
        throw new Overlap();
      }
      settled.add(place);
    }
    batch.addAll(own);
    return true;
  }

  private static byte[] key(Mutation mutation) {
    return switch (mutation) {
      case Mutation.Require(_, var key, _) -> key;
      case Mutation.Put(_, var key, _) -> key;
      case Mutation.Delete(_, var key) -> key;
      case Mutation.DeleteRange(_, var range) -> range.from();
      case Mutation.Add(_, var key, _) -> key;
    };
  }
}

package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// What the full-text index has still to learn, and of which messages it knows.
///
/// Each commit that files, copies or destroys a message writes here what is to be done. Whoever
/// does it tells the index first and then, in one commit, crosses it off and notes the message as
/// indexed. So a message that is noted is in the index, whatever crashed; one that is not may be,
/// or not, and is done again. Safe for many threads.
public final class IndexJournal {
  private static final byte STATE = 0;
  private static final byte TODO = 1;
  private static final byte INDEXED = 2;
  private static final byte HEIR = 3;

  private static final byte ADD = 1;
  private static final byte REMOVE = 2;
  private static final byte ERASE = 3;
  private static final byte REBUILD = 4;
  private static final byte WALK = 5;

  private static final int PAGE = 1_000;

  private final DataStore store;
  private final InstantSource clock;

  /// @param store that holds the mail
  /// @param clock dates what is asked for
  public IndexJournal(DataStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Something to be done.
  public sealed interface Task {
    /// A message is to be indexed.
    record Add(EmailId email) implements Task {}

    /// A message is to be removed.
    record Remove(EmailId email) implements Task {}

    /// The account is gone.
    record Erase() implements Task {}

    /// All of the account is to be removed, then indexed anew.
    record Rebuild() implements Task {}

    /// All messages of the account behind this one are to be indexed, where they are not.
    record Walk(long after) implements Task {}
  }

  /// An entry.
  ///
  /// @param key where it stands
  /// @param value what is stored, which another task may replace
  /// @param since when it was asked for; null when an earlier version noted no time
  public record Item(
      AccountId account, Task task, byte[] key, byte[] value, @Nullable Instant since) {}

  /// What is to be done, counted.
  ///
  /// @param entries one for each message, and one for an account that is indexed anew
  /// @param oldest when the first of them was asked for that is known; null when none is
  public record Backlog(long entries, @Nullable Instant oldest) {}

  /// A message was stored.
  ///
  /// @param now milliseconds since 1970
  static void added(Batch batch, AccountId account, EmailId email, long now) {
    batch.put(Subspace.SEARCH_JOURNAL, todo(account, email.value()), task(ADD, now));
  }

  /// A message was destroyed.
  ///
  /// @param now milliseconds since 1970
  static void removed(Batch batch, AccountId account, EmailId email, long now) {
    batch.put(Subspace.SEARCH_JOURNAL, todo(account, email.value()), task(REMOVE, now));
  }

  /// All mail of an account was destroyed.
  ///
  /// @param now milliseconds since 1970
  static void erased(Batch batch, AccountId account, long now) {
    batch.delete(Subspace.SEARCH_JOURNAL, Range.prefix(of(TODO, account).bytes()));
    batch.delete(Subspace.SEARCH_JOURNAL, Range.prefix(of(INDEXED, account).bytes()));
    batch.put(Subspace.SEARCH_JOURNAL, todo(account, 0), task(ERASE, now));
  }

  /// What is to be done, by account; what concerns all of an account comes before its messages.
  ///
  /// @param after the key of the last one that is known, or nothing
  public List<Item> todo(byte[] after, int limit) {
    byte[] all = {TODO};
    Range range =
        after.length == 0
            ? Range.prefix(all)
            : Range.within(all, Keys.of().raw(after).u8(0).bytes());
    List<Item> items = new ArrayList<>();
    for (Entry entry : store.scan(Subspace.SEARCH_JOURNAL, range, Direction.UP, limit)) {
      items.add(item(entry));
    }
    return items;
  }

  /// Counts what is to be done.
  ///
  /// @param most entries that are looked at; where there are more, this many are told
  public Backlog backlog(int most) {
    long entries = 0;
    Instant oldest = null;
    byte[] after = {};
    List<Item> page;
    do {
      page = todo(after, (int) Math.min(PAGE, most - entries));
      for (Item item : page) {
        Instant since = item.since();
        if (since != null && (oldest == null || since.isBefore(oldest))) {
          oldest = since;
        }
        after = item.key();
      }
      entries += page.size();
    } while (page.size() == PAGE && entries < most);
    return new Backlog(entries, oldest);
  }

  /// Whether something concerns all of an account, so that its messages have to wait.
  public Optional<Item> ofAccount(AccountId account) {
    byte[] key = todo(account, 0);
    byte[] value = store.get(Subspace.SEARCH_JOURNAL, key);
    return value == null ? Optional.empty() : Optional.of(item(new Entry(key, value)));
  }

  /// Of some messages those for which something is to be done.
  public Set<EmailId> waiting(AccountId account, Collection<EmailId> emails) {
    List<EmailId> all = List.copyOf(emails);
    List<byte @Nullable []> tasks =
        store.get(
            Subspace.SEARCH_JOURNAL,
            all.stream().map(email -> todo(account, email.value())).toList());
    Set<EmailId> waiting = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (tasks.get(i) != null) {
        waiting.add(all.get(i));
      }
    }
    return waiting;
  }

  /// Asks to index a message of which the index knows less than is noted; from now on it is not
  /// noted as indexed.
  ///
  /// @return false when something is to be done with it already
  public boolean mend(AccountId account, EmailId email) {
    long number = email.value() / EmailSet.BLOCK;
    byte[] key = of(INDEXED, account).u64(number).bytes();
    byte[] stored = store.get(Subspace.SEARCH_JOURNAL, key);
    Batch batch = asked(account, email, ADD);
    if (stored != null) {
      EmailSet before = new EmailSet.Builder().add(number, stored).build();
      EmailSet after = before.minus(EmailSet.of(email.value()));
      batch.require(Subspace.SEARCH_JOURNAL, key, stored);
      if (after.isEmpty()) {
        batch.delete(Subspace.SEARCH_JOURNAL, key);
      } else {
        batch.put(Subspace.SEARCH_JOURNAL, key, after.block(number));
      }
    }
    return store.commit(batch) instanceof Commit.Committed;
  }

  /// Asks to remove a message from the index that is gone.
  ///
  /// @return false when something is to be done with it already
  public boolean remove(AccountId account, EmailId email) {
    return store.commit(asked(account, email, REMOVE)) instanceof Commit.Committed;
  }

  private Batch asked(AccountId account, EmailId email, byte task) {
    byte[] key = todo(account, email.value());
    return new Batch()
        .require(Subspace.SEARCH_JOURNAL, key, null)
        .put(Subspace.SEARCH_JOURNAL, key, task(task, clock.millis()));
  }

  /// Which messages of an account are in the index; some may be gone since.
  public EmailSet indexed(AccountId account) {
    var set = new EmailSet.Builder();
    Range range = Range.prefix(of(INDEXED, account).bytes());
    for (Entry entry :
        store.scan(Subspace.SEARCH_JOURNAL, range, Direction.UP, Integer.MAX_VALUE)) {
      set.add(Keys.u64(entry.key(), 9), entry.value());
    }
    return set.build();
  }

  /// Crosses off what was done, except what was replaced since.
  ///
  /// @param indexed messages that the index holds now
  public void done(Collection<Item> items, Map<AccountId, EmailSet> indexed) {
    store.write((reader, batch) -> {
      List<Item> all = List.copyOf(items);
      List<byte @Nullable []> now =
          reader.get(Subspace.SEARCH_JOURNAL, all.stream().map(Item::key).toList());
      for (int i = 0; i < all.size(); i++) {
        Item item = all.get(i);
        if (Arrays.equals(item.value(), now.get(i))) {
          batch.require(Subspace.SEARCH_JOURNAL, item.key(), item.value());
          batch.delete(Subspace.SEARCH_JOURNAL, item.key());
        }
      }
      indexed.forEach((account, emails) ->
          emails
              .blockNumbers()
              .forEach(number -> {
                byte[] key = of(INDEXED, account).u64(number).bytes();
                byte[] before = reader.get(Subspace.SEARCH_JOURNAL, key);
                var block = new EmailSet.Builder().add(number, emails.block(number));
                if (before != null) {
                  block.add(number, before);
                }
                batch.require(Subspace.SEARCH_JOURNAL, key, before);
                batch.put(Subspace.SEARCH_JOURNAL, key, block.build().block(number));
              }));
      return true;
    });
  }

  /// Asks to index an account anew.
  public void rebuild(AccountId account) {
    var batch = new Batch();
    batch.put(Subspace.SEARCH_JOURNAL, todo(account, 0), task(REBUILD, clock.millis()));
    store.commit(batch);
  }

  /// Notes all messages of an account as not indexed: the first step of [Task.Rebuild] and
  /// [Task.Erase].
  public void forget(AccountId account) {
    var batch = new Batch();
    batch.delete(Subspace.SEARCH_JOURNAL, Range.prefix(of(INDEXED, account).bytes()));
    store.commit(batch);
  }

  /// Replaces a task that concerns all of an account by another, unless somebody else did.
  ///
  /// @param after where to go on
  public void walk(Item item, long after) {
    var batch = new Batch();
    batch.require(Subspace.SEARCH_JOURNAL, item.key(), item.value());
    Instant since = item.since();
    byte[] next =
        Keys.of().u8(WALK).u64(after).u64(since == null ? 0 : since.toEpochMilli()).bytes();
    batch.put(Subspace.SEARCH_JOURNAL, item.key(), next);
    store.commit(batch);
  }

  /// How far the journal is with an index as a whole.
  ///
  /// @param generation of the index whose messages are noted; empty when none are
  /// @param after the last account that was asked to be indexed anew, all of them when it is null
  public record State(String generation, @Nullable Long after) {}

  /// How far it is; empty when there never was an index.
  public Optional<State> state() {
    byte[] stored = store.get(Subspace.SEARCH_JOURNAL, new byte[] {STATE});
    return Optional.ofNullable(stored).map(IndexJournal::state);
  }

  private static State state(byte[] stored) {
    long after = Keys.u64(stored, 0);
    String generation =
        new String(stored, Long.BYTES, stored.length - Long.BYTES, StandardCharsets.UTF_8);
    return new State(generation, after < 0 ? null : after);
  }

  /// Begins anew with an index that knows nothing: no message is noted as indexed.
  ///
  /// @param generation of that index; empty when it is about to be cleared
  public void beginAnew(String generation) {
    var batch = new Batch();
    batch.delete(Subspace.SEARCH_JOURNAL, Range.prefix(new byte[] {INDEXED}));
    put(batch, new State(generation, 0L));
    store.commit(batch);
  }

  /// The generation of an index that is being filled to take this one's place; empty when there is
  /// none.
  public String heir() {
    byte[] stored = store.get(Subspace.SEARCH_JOURNAL, new byte[] {HEIR});
    return stored == null ? "" : new String(stored, StandardCharsets.UTF_8);
  }

  /// Notes that an index is being filled to take this one's place.
  public void nameHeir(String generation) {
    byte[] name = generation.getBytes(StandardCharsets.UTF_8);
    store.commit(new Batch().put(Subspace.SEARCH_JOURNAL, new byte[] {HEIR}, name));
  }

  /// Goes on with another index, which holds all messages that are noted.
  ///
  /// @return the generation of the one of before
  public String adopt(String generation) {
    return store.write((reader, batch) -> {
      byte[] key = {STATE};
      byte[] before = reader.get(Subspace.SEARCH_JOURNAL, key);
      Optional<State> known = Optional.ofNullable(before).map(IndexJournal::state);
      batch.require(Subspace.SEARCH_JOURNAL, key, before);
      Long after = known.isEmpty() ? Long.valueOf(0) : known.get().after();
      put(batch, new State(generation, after));
      batch.delete(Subspace.SEARCH_JOURNAL, new byte[] {HEIR});
      return known.map(State::generation).orElse("");
    });
  }

  /// Notes messages as not indexed.
  public void unnote(AccountId account, Collection<EmailId> emails) {
    EmailSet gone = EmailSet.of(emails.stream().mapToLong(EmailId::value).toArray());
    store.write((reader, batch) -> {
      gone.blockNumbers()
          .forEach(number -> {
            byte[] key = of(INDEXED, account).u64(number).bytes();
            byte[] before = reader.get(Subspace.SEARCH_JOURNAL, key);
            if (before != null) {
              EmailSet rest = new EmailSet.Builder().add(number, before).build().minus(gone);
              batch.require(Subspace.SEARCH_JOURNAL, key, before);
              if (rest.isEmpty()) {
                batch.delete(Subspace.SEARCH_JOURNAL, key);
              } else {
                batch.put(Subspace.SEARCH_JOURNAL, key, rest.block(number));
              }
            }
          });
      return true;
    });
  }

  /// Asks to index some accounts anew, and notes how far that came.
  public void rebuild(List<AccountId> accounts, State reached) {
    var batch = new Batch();
    for (AccountId account : accounts) {
      batch.put(Subspace.SEARCH_JOURNAL, todo(account, 0), task(REBUILD, clock.millis()));
    }
    put(batch, reached);
    store.commit(batch);
  }

  private static void put(Batch batch, State state) {
    long after = state.after() == null ? -1 : state.after();
    byte[] generation = state.generation().getBytes(StandardCharsets.UTF_8);
    batch.put(Subspace.SEARCH_JOURNAL, new byte[] {STATE}, Keys.of(after).raw(generation).bytes());
  }

  private static Item item(Entry entry) {
    AccountId account = new AccountId(Keys.u64(entry.key(), 1));
    long email = Keys.u64(entry.key(), 9);
    Task task =
        switch (entry.value()[0]) {
          case ADD -> new Task.Add(new EmailId(email));
          case REMOVE -> new Task.Remove(new EmailId(email));
          case ERASE -> new Task.Erase();
          case REBUILD -> new Task.Rebuild();
          case WALK -> new Task.Walk(Keys.u64(entry.value(), 1));
          default -> throw new StoreException.Corrupt("task " + entry.value()[0]);
        };
    return new Item(account, task, entry.key(), entry.value(), since(entry.value()));
  }

  private static byte[] task(byte task, long now) {
    return Keys.of().u8(task).u64(now).bytes();
  }

  /// The time that ends a task, from the version on that notes it.
  private static @Nullable Instant since(byte[] task) {
    int at = task[0] == WALK ? 1 + Long.BYTES : 1;
    long millis = task.length < at + Long.BYTES ? 0 : Keys.u64(task, at);
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  private static byte[] todo(AccountId account, long email) {
    return of(TODO, account).u64(email).bytes();
  }

  private static Keys of(byte kind, AccountId account) {
    return Keys.of().u8(kind).u64(account.value());
  }
}

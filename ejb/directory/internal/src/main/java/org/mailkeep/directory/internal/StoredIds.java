package org.mailkeep.directory.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.foreign.AccountIds;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// Ids of accounts that foreign directories keep, from the same counter as all others. They are
/// listed among the accounts by the login names that they had when they were seen last.
final class StoredIds implements AccountIds {
  private static final Subspace DIRECTORY = Subspace.DIRECTORY;
  private static final int MOST_OF_ONE_NAME = 1_000;

  private final DataStore store;
  private final Records records;
  private final Writing writing;
  private final InstantSource clock;
  private final Outbox outbox;
  private final DirectoryVersion version;

  /// Commits a change of the directory.
  interface Writing {
    /// @throws org.mailkeep.store.api.StoreException when the store does not
    <T> T write(DataStore.Work<T> work);
  }

  StoredIds(
      DataStore store,
      Records records,
      Writing writing,
      InstantSource clock,
      Outbox outbox,
      DirectoryVersion version) {
    this.store = store;
    this.records = records;
    this.writing = writing;
    this.clock = clock;
    this.outbox = outbox;
    this.version = version;
  }

  @Override
  public AccountId of(String directory, Identity identity) {
    KnownAccount known = records.known(directory, identity.key());
    return known != null && known.identity().equals(identity)
        ? known.id()
        : writing.write((reader, batch) -> seen(reader, batch, directory, identity));
  }

  @Override
  public @Nullable KnownAccount whose(AccountId id) {
    return records.known(id);
  }

  @Override
  public List<KnownAccount> called(String login) {
    return store
        .scan(DIRECTORY, DirectoryKeys.logins(login), Direction.UP, MOST_OF_ONE_NAME)
        .stream()
        .map(entry -> LoginEntry.decode(entry.value()))
        .filter(LoginEntry::foreign)
        .flatMap(entry -> Stream.ofNullable(records.known(entry.account())))
        .toList();
  }

  @Override
  public boolean forget(AccountId id) {
    return writing.write((reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.known(id));
      if (record == null) {
        return false;
      }
      KnownAccount known = StoredKnown.decode(id, record);
      batch
          .require(DIRECTORY, DirectoryKeys.known(id), record)
          .delete(DIRECTORY, DirectoryKeys.known(id))
          .delete(DIRECTORY, identity(known))
          .delete(DIRECTORY, login(known))
          .put(DIRECTORY, DirectoryKeys.departed(id), new byte[0])
          .add(DIRECTORY, DirectoryKeys.PRINCIPALS, -1);
      version.end(reader, batch, id);
      outbox.add(batch, Audited.known(known, null));
      return true;
    });
  }

  private AccountId seen(Reader reader, Batch batch, String directory, Identity identity) {
    byte[] key = DirectoryKeys.identity(directory, identity.key());
    byte[] id = reader.get(DIRECTORY, key);
    if (id == null) {
      return first(reader, batch, directory, identity);
    }
    var account = new AccountId(Keys.u64(id, 0));
    byte[] record = reader.get(DIRECTORY, DirectoryKeys.known(account));
    batch.require(DIRECTORY, DirectoryKeys.known(account), record);
    KnownAccount before = record == null ? null : StoredKnown.decode(account, record);
    if (before != null) {
      batch.delete(DIRECTORY, login(before));
    }
    var since = before == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : before.since();
    var after = new KnownAccount(account, directory, identity, since);
    outbox.add(batch, Audited.known(before, after));
    put(batch, after);
    return account;
  }

  private AccountId first(Reader reader, Batch batch, String directory, Identity identity) {
    byte[] counter = reader.get(DIRECTORY, DirectoryKeys.nextId());
    long next = counter == null ? 1 : Keys.u64(counter, 0);
    var known =
        new KnownAccount(
            new AccountId(next),
            directory,
            identity,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    batch
        .require(DIRECTORY, DirectoryKeys.nextId(), counter)
        .put(DIRECTORY, DirectoryKeys.nextId(), Keys.of(next + 1).bytes())
        .require(DIRECTORY, identity(known), null)
        .put(DIRECTORY, identity(known), Keys.of(next).bytes())
        .add(DIRECTORY, DirectoryKeys.PRINCIPALS, 1);
    outbox.add(batch, Audited.known(null, known));
    put(batch, known);
    return known.id();
  }

  private static void put(Batch batch, KnownAccount known) {
    var listed = new LoginEntry(known.id(), "", known.directory());
    batch
        .put(DIRECTORY, DirectoryKeys.known(known.id()), StoredKnown.encode(known))
        .put(DIRECTORY, login(known), listed.encode());
  }

  static byte[] identity(KnownAccount known) {
    return DirectoryKeys.identity(known.directory(), known.identity().key());
  }

  static byte[] login(KnownAccount known) {
    return DirectoryKeys.login(known.identity().name(), known.directory());
  }
}

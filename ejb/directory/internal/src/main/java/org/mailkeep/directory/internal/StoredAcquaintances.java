package org.mailkeep.directory.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// People whom a directory has vouched for, in the data store. A record says what it said last, and
/// each name leads to the key of who has it. What has not changed since is not written again.
final class StoredAcquaintances implements Acquaintances {
  private static final Subspace DIRECTORY = Subspace.DIRECTORY;

  private final DataStore store;
  private final StoredIds.Writing writing;
  private final String directory;

  StoredAcquaintances(DataStore store, StoredIds.Writing writing, String directory) {
    this.store = store;
    this.writing = writing;
    this.directory = directory;
  }

  @Override
  public Entry met(Entry entry) {
    String key = entry.identity().key();
    StoredMet said = StoredMet.of(entry);
    byte[] before = store.get(DIRECTORY, record(key));
    List<String> theirs =
        said.emails().stream().filter(email -> isFree(store, key, address(email))).toList();
    StoredMet now = new StoredMet(said.login(), said.description(), theirs);
    StoredMet kept =
        before != null && StoredMet.decode(before).equals(now)
            ? now
            : writing.write((reader, batch) -> write(reader, batch, key, said));
    return kept.entry(key, entry.roles());
  }

  private StoredMet write(Reader reader, Batch batch, String key, StoredMet said) {
    byte[] record = reader.get(DIRECTORY, record(key));
    batch.require(DIRECTORY, record(key), record);
    if (record != null) {
      free(reader, batch, key, StoredMet.decode(record));
    }
    take(reader, batch, key, DirectoryKeys.metLogin(directory, said.login()));
    List<String> emails = new ArrayList<>();
    for (String email : said.emails()) {
      if (take(reader, batch, key, address(email))) {
        emails.add(email);
      }
    }
    StoredMet now = new StoredMet(said.login(), said.description(), emails);
    batch.put(DIRECTORY, record(key), now.encode());
    return now;
  }

  /// Takes a name that nobody else has.
  private static boolean take(Reader reader, Batch batch, String key, byte[] name) {
    boolean free = isFree(reader, key, name);
    batch.require(DIRECTORY, name, reader.get(DIRECTORY, name));
    if (free) {
      batch.put(DIRECTORY, name, octets(key));
    }
    return free;
  }

  private static boolean isFree(Reader reader, String key, byte[] name) {
    byte[] holder = reader.get(DIRECTORY, name);
    return holder == null || Arrays.equals(holder, octets(key));
  }

  private void free(Reader reader, Batch batch, String key, StoredMet before) {
    List<byte[]> names = new ArrayList<>();
    names.add(DirectoryKeys.metLogin(directory, before.login()));
    before.emails().forEach(email -> names.add(address(email)));
    for (byte[] name : names) {
      if (Arrays.equals(reader.get(DIRECTORY, name), octets(key))) {
        batch.delete(DIRECTORY, name);
      }
    }
  }

  @Override
  public Answer<Entry> called(String login) {
    String key = holder(DirectoryKeys.metLogin(directory, login));
    return key == null ? new Answer.Unknown<>() : keyed(key);
  }

  @Override
  public Answer<Entry> keyed(String key) {
    byte[] record = store.get(DIRECTORY, record(key));
    return record == null
        ? new Answer.Unknown<>()
        : new Answer.Found<>(StoredMet.decode(record).entry(key, Set.of()));
  }

  @Override
  public Answer<List<Identity>> receiving(String address) {
    String key = holder(DirectoryKeys.metAddress(directory, address));
    return key != null && keyed(key) instanceof Answer.Found<Entry>(var entry)
        ? new Answer.Found<>(List.of(entry.identity()))
        : new Answer.Unknown<>();
  }

  @Override
  public List<String> beginning(String text, int limit) {
    Range range = Range.prefix(DirectoryKeys.metAddresses(directory, text));
    return store.scan(DIRECTORY, range, Direction.UP, limit).stream()
        .map(entry -> DirectoryKeys.metAddressOf(directory, entry.key()))
        .toList();
  }

  @Override
  public void forget(String key) {
    writing.write((reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, record(key));
      if (record != null) {
        batch.require(DIRECTORY, record(key), record).delete(DIRECTORY, record(key));
        free(reader, batch, key, StoredMet.decode(record));
      }
      return true;
    });
  }

  private byte[] address(String email) {
    return DirectoryKeys.metAddress(directory, email);
  }

  private byte[] record(String key) {
    return DirectoryKeys.met(directory, key);
  }

  private @Nullable String holder(byte[] name) {
    byte[] key = store.get(DIRECTORY, name);
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  private static byte[] octets(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}

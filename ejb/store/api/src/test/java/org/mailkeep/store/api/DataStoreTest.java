package org.mailkeep.store.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.spi.DataBackend;

class DataStoreTest {
  private static final byte[] KEY = {1};

  @Test
  void writesAgainAfterConflicts() {
    var backend = new ConflictingBackend(3);
    var runs = new ArrayList<Integer>();
    int result =
        new DataStore(backend)
            .write((_, batch) -> {
              runs.add(batch.mutations().size());
              batch.add(Subspace.STORE, KEY, 1);
              return runs.size();
            });
    assertEquals(4, result);
    assertEquals(List.of(0, 0, 0, 0), runs, "each attempt has a batch of its own");
  }

  @Test
  void givesUpAfterManyConflicts() {
    var backend = new ConflictingBackend(Integer.MAX_VALUE);
    var store = new DataStore(backend);
    assertThrows(StoreException.Contended.class, () -> store.write((_, _) -> KEY));
    assertEquals(40, backend.commits);
  }

  @Test
  void whatIsWrittenAheadIsTriedAgainAndNothingCostsNothing() {
    var backend = new ConflictingBackend(2);
    var store = new DataStore(backend);
    assertEquals(7, store.<Integer>writeAhead((_, _) -> 7));
    assertEquals(0, backend.commits);
    assertEquals(
        8,
        store.<Integer>writeAhead((_, batch) -> {
          batch.put(Subspace.STORE, KEY, KEY);
          return 8;
        }));
    assertEquals(3, backend.commits);
  }

  @Test
  void passesFailuresOnWithoutTryingAgain() {
    var backend = new ConflictingBackend(0);
    var store = new DataStore(backend);
    var failure = new StoreException.Unavailable("down");
    assertEquals(
        failure,
        assertThrows(
            StoreException.Unavailable.class,
            () ->
                store.write((_, _) -> {
                  throw failure;
                })));
    assertEquals(0, backend.commits);
  }

  @Test
  void refusesWhatIsTooLarge() {
    var batch = new Batch();
    var octets = new byte[Batch.MAX_VALUE + 1];
    assertThrows(IllegalArgumentException.class, () -> batch.put(Subspace.STORE, KEY, octets));
    var key = new byte[Batch.MAX_KEY + 1];
    assertThrows(IllegalArgumentException.class, () -> batch.put(Subspace.STORE, key, KEY));
    assertThrows(IllegalArgumentException.class, () -> batch.delete(Subspace.STORE, key));
    var value = new byte[Batch.MAX_VALUE];
    for (int i = 0; i < Batch.MAX_BATCH / Batch.cost(KEY.length, Batch.MAX_VALUE); i++) {
      batch.put(Subspace.STORE, KEY, value);
    }
    assertThrows(IllegalArgumentException.class, () -> batch.put(Subspace.STORE, KEY, value));
    assertThrows(IllegalArgumentException.class, () -> new Batch().addAll(batch).addAll(batch));
  }

  @Test
  void rangesOfAPrefixEndBehindIt() {
    assertEquals(true, Range.prefix(new byte[] {1, (byte) 255}).contains(new byte[] {1, -1, 7}));
    assertEquals(false, Range.prefix(new byte[] {1, (byte) 255}).contains(new byte[] {2}));
    assertEquals(true, Range.prefix(new byte[] {(byte) 255}).contains(new byte[] {-1, -1}));
    assertEquals(true, Range.all().contains(new byte[0]));
  }

  private static final class ConflictingBackend implements DataBackend {
    private final int conflicts;
    private int commits;

    ConflictingBackend(int conflicts) {
      this.conflicts = conflicts;
    }

    @Override
    public Commit commit(Batch batch) {
      return ++commits <= conflicts
          ? new Commit.Conflict(Subspace.STORE, KEY)
          : new Commit.Committed();
    }

    @Override
    public Snapshot snapshot() {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte @Nullable [] get(Subspace space, byte[] key) {
      return null;
    }

    @Override
    public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
      return List.of();
    }

    @Override
    public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}

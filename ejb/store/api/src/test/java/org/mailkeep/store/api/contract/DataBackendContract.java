package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// What a data store does, whichever backend it is.
public abstract class DataBackendContract {
  private static final Subspace SPACE = Subspace.EMAIL;
  private static final Subspace OTHER = Subspace.MEMBERSHIP;

  /// The backend under test, empty at first.
  protected DataBackend backend;

  /// Opens an empty backend.
  protected abstract DataBackend open() throws Exception;

  @SuppressWarnings("NullAway.Init") // JUnit calls openBackend first
  protected DataBackendContract() {}

  @BeforeEach
  void openBackend() throws Exception {
    backend = open();
  }

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  @Test
  void getsWhatWasPut() {
    put("a", "1");
    assertEquals("1", get(backend, "a"));
    assertNull(get(backend, "b"));
  }

  @Test
  void putReplaces() {
    put("a", "1");
    put("a", "2");
    assertEquals("2", get(backend, "a"));
  }

  @Test
  void keepsEmptyValuesAndEmptyKeysApartFromNothing() {
    commit(new Batch().put(SPACE, new byte[0], new byte[0]).put(SPACE, key("a"), new byte[0]));
    assertArrayEquals(new byte[0], backend.get(SPACE, new byte[0]));
    assertEquals("", get(backend, "a"));
    assertNull(get(backend, "b"));
    assertEquals(2, backend.scan(SPACE, Range.all(), Direction.UP, 10).size());
  }

  @Test
  void deletesAKey() {
    put("a", "1");
    commit(new Batch().delete(SPACE, key("a")).delete(SPACE, key("never there")));
    assertNull(get(backend, "a"));
  }

  @Test
  void keepsSubspacesApart() {
    commit(new Batch().put(SPACE, key("a"), key("1")).put(OTHER, key("a"), key("2")));
    assertEquals("1", get(backend, "a"));
    commit(new Batch().delete(SPACE, Range.all()));
    assertArrayEquals(key("2"), backend.get(OTHER, key("a")));
    assertEquals(List.of(), scan(backend, Range.all(), Direction.UP, 10));
  }

  @Test
  void givesManyInTheirOrder() {
    put("a", "1");
    put("c", "3");
    List<byte @Nullable []> values =
        backend.get(SPACE, List.of(key("c"), key("b"), key("a"), key("c")));
    assertEquals(Arrays.asList("3", null, "1", "3"), values.stream().map(this::text).toList());
    assertEquals(List.of(), backend.get(SPACE, List.of()));
  }

  @Test
  void scansUpAndDownWithinALimit() {
    for (String each : List.of("b", "d", "a", "c", "e")) {
      put(each, each);
    }
    Range range = new Range(key("b"), key("e"));
    assertEquals(List.of("b", "c", "d"), scan(backend, range, Direction.UP, 10));
    assertEquals(List.of("d", "c", "b"), scan(backend, range, Direction.DOWN, 10));
    assertEquals(List.of("b", "c"), scan(backend, range, Direction.UP, 2));
    assertEquals(List.of("d"), scan(backend, range, Direction.DOWN, 1));
    assertEquals(List.of("e", "d"), scan(backend, Range.all(), Direction.DOWN, 2));
    assertEquals(List.of(), scan(backend, new Range(key("x"), key("y")), Direction.UP, 1));
    assertEquals(List.of(), scan(backend, new Range(key("x"), key("y")), Direction.DOWN, 1));
    assertEquals(List.of(), scan(backend, new Range(key("d"), key("b")), Direction.UP, 9));
    assertThrows(IllegalArgumentException.class, () -> scan(backend, Range.all(), Direction.UP, 0));
  }

  @Test
  void ordersKeysAsUnsignedOctets() {
    byte[][] keys = {{}, {0}, {0, 0}, {1}, {127}, {(byte) 128}, {(byte) 255}, {(byte) 255, 0}};
    var batch = new Batch();
    for (int i = keys.length - 1; i >= 0; i--) {
      batch.put(SPACE, keys[i], Keys.of(i).bytes());
    }
    commit(batch);
    List<Entry> up = backend.scan(SPACE, Range.all(), Direction.UP, 100);
    assertEquals(keys.length, up.size());
    for (int i = 0; i < keys.length; i++) {
      assertArrayEquals(keys[i], up.get(i).key());
    }
    List<Entry> last = backend.scan(SPACE, Range.prefix(keys[6]), Direction.DOWN, 100);
    assertEquals(2, last.size());
    assertArrayEquals(keys[7], last.getFirst().key());
  }

  @Test
  void givesArraysThatAreTheCallers() {
    put("a", "1");
    byte[] value = backend.get(SPACE, key("a"));
    assertNotNull(value);
    value[0] = 'x';
    Entry entry = backend.scan(SPACE, Range.all(), Direction.UP, 1).getFirst();
    entry.value()[0] = 'y';
    entry.key()[0] = 'z';
    assertEquals("1", get(backend, "a"));
  }

  @Test
  void forgetsTheCallersArraysOnceCommitted() {
    byte[] key = key("a");
    byte[] value = key("1");
    commit(new Batch().put(SPACE, key, value));
    key[0] = 'b';
    value[0] = '2';
    assertEquals("1", get(backend, "a"));
    assertNull(get(backend, "b"));
  }

  @Test
  void showsASnapshotWhatWasThere() {
    put("a", "1");
    put("b", "1");
    try (Snapshot snapshot = backend.snapshot()) {
      commit(new Batch().put(SPACE, key("a"), key("2")).delete(SPACE, key("b")));
      put("c", "2");
      assertEquals("1", get(snapshot, "a"));
      assertEquals(List.of("a", "b"), scan(snapshot, Range.all(), Direction.UP, 10));
      assertEquals(2, snapshot.get(SPACE, List.of(key("b"), key("c"))).size());
      assertNull(snapshot.get(SPACE, List.of(key("c"))).getFirst());
    }
    assertEquals(List.of("a", "c"), scan(backend, Range.all(), Direction.UP, 10));
  }

  @Test
  void commitsOnlyWhenWhatIsRequiredHolds() {
    put("a", "1");
    assertConflict(
        "a", new Batch().require(SPACE, key("a"), key("2")).put(SPACE, key("b"), key("x")));
    assertConflict("a", new Batch().require(SPACE, key("a"), null).put(SPACE, key("b"), key("x")));
    assertConflict(
        "c", new Batch().put(SPACE, key("b"), key("x")).require(SPACE, key("c"), key("")));
    assertNull(get(backend, "b"));
    commit(
        new Batch()
            .require(SPACE, key("a"), key("1"))
            .require(SPACE, key("b"), null)
            .put(SPACE, key("b"), key("x")));
    assertEquals("x", get(backend, "b"));
  }

  @Test
  void requiresWhatWasThereBeforeTheCommit() {
    commit(
        new Batch()
            .put(SPACE, key("a"), key("2"))
            .require(SPACE, key("a"), null)
            .require(SPACE, key("a"), null));
    assertEquals("2", get(backend, "a"));
  }

  @Test
  void appliesMutationsInOrder() {
    put("b", "0");
    commit(
        new Batch()
            .put(SPACE, key("a"), key("1"))
            .delete(SPACE, Range.all())
            .put(SPACE, key("b"), key("2"))
            .put(SPACE, key("c"), key("3"))
            .delete(SPACE, key("c"))
            .put(SPACE, key("d"), key("4"))
            .put(SPACE, key("d"), key("5")));
    assertEquals(List.of("b", "d"), scan(backend, Range.all(), Direction.UP, 10));
    assertEquals("2", get(backend, "b"));
    assertEquals("5", get(backend, "d"));
  }

  @Test
  void deletesARangeAndNoMore() {
    for (String each : List.of("a", "b", "ba", "c", "d")) {
      put(each, each);
    }
    commit(new Batch().delete(SPACE, Range.prefix(key("b"))));
    assertEquals(List.of("a", "c", "d"), scan(backend, Range.all(), Direction.UP, 10));
    commit(new Batch().delete(SPACE, new Range(key("c"), null)));
    assertEquals(List.of("a"), scan(backend, Range.all(), Direction.UP, 10));
    commit(new Batch().delete(SPACE, new Range(key("z"), key("a"))));
    assertEquals(List.of("a"), scan(backend, Range.all(), Direction.UP, 10));
  }

  @Test
  void addsToCounters() {
    assertEquals(0, backend.counter(SPACE, key("n")));
    commit(new Batch().add(SPACE, key("n"), 5));
    commit(new Batch().add(SPACE, key("n"), -7).add(SPACE, key("n"), 1));
    assertEquals(-1, backend.counter(SPACE, key("n")));
    commit(new Batch().put(SPACE, key("n"), Keys.of(40).bytes()).add(SPACE, key("n"), 2));
    assertEquals(42, backend.counter(SPACE, key("n")));
    commit(new Batch().delete(SPACE, Range.all()).add(SPACE, key("n"), 3));
    assertEquals(3, backend.counter(SPACE, key("n")));
  }

  @Test
  void countersWrapAround() {
    commit(new Batch().add(SPACE, key("n"), Long.MAX_VALUE).add(SPACE, key("n"), 1));
    assertEquals(Long.MIN_VALUE, backend.counter(SPACE, key("n")));
  }

  @Test
  void refusesToAddToWhatIsNoCounter() {
    put("n", "12345");
    Batch batch = new Batch().put(SPACE, key("a"), key("1")).add(SPACE, key("n"), 1);
    assertThrows(StoreException.Corrupt.class, () -> backend.commit(batch));
    assertNull(get(backend, "a"));
    assertEquals("12345", get(backend, "n"));
  }

  @Test
  void takesTheLargestKeyValueAndBatch() {
    var key = new byte[Batch.MAX_KEY];
    Arrays.fill(key, (byte) 0xff);
    var value = new byte[Batch.MAX_VALUE];
    value[7] = 7;
    commit(new Batch().put(SPACE, key, value));
    assertArrayEquals(value, backend.get(SPACE, key));
    assertArrayEquals(
        key, backend.scan(SPACE, Range.prefix(key), Direction.DOWN, 1).getFirst().key());
    var batch = new Batch();
    for (int i = 0; batch.size() + Batch.cost(8, value.length) <= Batch.MAX_BATCH; i++) {
      batch.put(OTHER, Keys.of(i).bytes(), value);
    }
    commit(batch);
    int count = batch.mutations().size();
    assertEquals(
        count - 1,
        Keys.u64(backend.scan(OTHER, Range.all(), Direction.DOWN, 1).getFirst().key(), 0));
  }

  @Test
  void anEmptyBatchIsCommitted() {
    commit(new Batch());
    assertEquals(List.of(), scan(backend, Range.all(), Direction.UP, 1));
  }

  @Test
  void whatIsWrittenAheadIsSeenAtOnceAndMayConflict() {
    assertInstanceOf(
        Commit.Committed.class, backend.writeAhead(new Batch().put(SPACE, key("a"), key("1"))));
    assertEquals("1", get(backend, "a"));
    assertInstanceOf(
        Commit.Conflict.class, backend.writeAhead(new Batch().require(SPACE, key("a"), null)));
  }

  @Test
  void ofManyWhoRequireTheSameOneWins() throws Exception {
    var won = new AtomicInteger();
    parallel(
        16,
        number -> {
          Batch batch =
              new Batch()
                  .require(SPACE, key("lock"), null)
                  .put(SPACE, key("lock"), Keys.of(number).bytes());
          if (backend.commit(batch) instanceof Commit.Committed) {
            won.incrementAndGet();
          }
        });
    assertEquals(1, won.get());
  }

  @Test
  void optimisticCountersAreExact() throws Exception {
    var store = new DataStore(backend);
    int rounds = 25;
    parallel(
        8,
        number -> {
          for (int i = 0; i < rounds; i++) {
            store.write((reader, batch) -> {
              byte[] now = reader.get(SPACE, key("n"));
              long next = (now == null ? 0 : Keys.u64(now, 0)) + 1;
              batch.require(SPACE, key("n"), now).put(SPACE, key("n"), Keys.of(next).bytes());
              batch.add(SPACE, key("sum"), number);
              return next;
            });
          }
        });
    assertEquals(8L * rounds, backend.counter(SPACE, key("n")));
    assertEquals(28L * rounds, backend.counter(SPACE, key("sum")));
  }

  @Test
  void readersSeeWholeBatches() throws Exception {
    var wrong = new AtomicInteger();
    parallel(
        4,
        number -> {
          for (int i = 0; i < 50; i++) {
            if (number % 2 == 0) {
              byte[] value = Keys.of(i).bytes();
              commit(new Batch().put(SPACE, key("x"), value).put(SPACE, key("y"), value));
            } else {
              try (Snapshot snapshot = backend.snapshot()) {
                if (snapshot.counter(SPACE, key("x")) != snapshot.counter(SPACE, key("y"))) {
                  wrong.incrementAndGet();
                }
              }
            }
          }
        });
    assertEquals(0, wrong.get());
  }

  @Test
  void aClosedBackendIsUnavailable() {
    put("a", "1");
    Snapshot snapshot = backend.snapshot();
    backend.close();
    backend.close();
    assertThrows(StoreException.Unavailable.class, () -> get(backend, "a"));
    assertThrows(StoreException.Unavailable.class, () -> backend.get(SPACE, List.of(key("a"))));
    assertThrows(
        StoreException.Unavailable.class, () -> scan(backend, Range.all(), Direction.UP, 1));
    assertThrows(StoreException.Unavailable.class, () -> backend.snapshot());
    assertThrows(StoreException.Unavailable.class, () -> put("a", "2"));
    snapshot.close();
  }

  /// Work of one of many threads.
  protected interface Work {
    void run(int number) throws Exception;
  }

  /// Runs work on so many virtual threads; fails when one fails.
  protected static void parallel(int threads, Work work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            executor.submit(() -> {
              work.run(number);
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private void put(String key, String value) {
    commit(new Batch().put(SPACE, key(key), key(value)));
  }

  private void commit(Batch batch) {
    assertInstanceOf(Commit.Committed.class, backend.commit(batch));
  }

  private void assertConflict(String key, Batch batch) {
    Commit.Conflict conflict = assertInstanceOf(Commit.Conflict.class, backend.commit(batch));
    assertEquals(SPACE, conflict.space());
    assertTrue(Arrays.equals(key(key), conflict.key()));
  }

  private List<String> scan(Reader reader, Range range, Direction direction, int limit) {
    return reader.scan(SPACE, range, direction, limit).stream()
        .map(entry -> new String(entry.key(), StandardCharsets.UTF_8))
        .toList();
  }

  private @Nullable String get(Reader reader, String key) {
    return text(reader.get(SPACE, key(key)));
  }

  private @Nullable String text(byte @Nullable [] octets) {
    return octets == null ? null : new String(octets, StandardCharsets.UTF_8);
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

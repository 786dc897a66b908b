package org.mailkeep.store.foundationdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

final class ReadFaultTest {
  private static final Subspace SPACE = Subspace.EMAIL;
  private static final int ENTRIES = 10;
  private static final int FUTURE_VERSION = 1009;

  private final FakeCluster cluster = new FakeCluster();
  private final FoundationDbBackend backend = FakeBackends.on(cluster);

  @BeforeEach
  void fill() {
    var batch = new Batch();
    for (int i = 0; i < ENTRIES; i++) {
      batch.put(SPACE, Keys.of(i).bytes(), Keys.of(i).bytes());
    }
    backend.commit(batch);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void readsAreTriedAgain() {
    cluster.failReads(FUTURE_VERSION, Failures.TOO_OLD);
    assertArrayEquals(Keys.of(3).bytes(), backend.get(SPACE, Keys.of(3).bytes()));
    cluster.failReads(0, FUTURE_VERSION);
    List<byte[]> keys = List.of(Keys.of(3).bytes(), Keys.of(4).bytes());
    assertArrayEquals(Keys.of(4).bytes(), backend.get(SPACE, keys).getLast());
  }

  @Test
  void aClusterThatDoesNotAnswerIsUnavailable() {
    cluster.failReads(Failures.TIMED_OUT);
    StoreException.Unavailable late =
        assertThrows(
            StoreException.Unavailable.class, () -> backend.get(SPACE, Keys.of(3).bytes()));
    assertEquals(
        "store main (foundationdb): get EMAIL: the cluster did not answer in time (error 1031)",
        late.getMessage());
    assertArrayEquals(Keys.of(3).bytes(), backend.get(SPACE, Keys.of(3).bytes()));
  }

  @Test
  void aScanBeginsAnewOnceAndThenGoesOn() {
    for (Direction direction : Direction.values()) {
      cluster.failScan(4, Failures.TOO_OLD);
      List<Long> whole = scan(direction, 100);
      assertEquals(ENTRIES, whole.stream().distinct().count());
      assertEquals(ENTRIES, whole.size());
    }
    cluster.failScan(7, Failures.TOO_OLD);
    var scan =
        new Reads.Scan(new KeySpace(""), SPACE, Range.all(), Direction.UP, Integer.MAX_VALUE);
    var database = cluster.database();
    assertThrows(RuntimeException.class, () -> scan.next(database.createTransaction().snapshot()));
    cluster.failScan(6, Failures.TOO_OLD);
    assertThrows(RuntimeException.class, () -> scan.next(database.createTransaction().snapshot()));
    backend.commit(new Batch().delete(SPACE, Keys.of(1).bytes()).delete(SPACE, Keys.of(8).bytes()));
    List<Long> found = numbers(scan.next(database.createTransaction().snapshot()));
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 9L), found, "1 was seen before it went");
  }

  @Test
  void aScanKeepsItsLimitWhenItGoesOn() {
    cluster.failScan(3, FUTURE_VERSION);
    assertEquals(List.of(9L, 8L, 7L, 6L, 5L), scan(Direction.DOWN, 5));
  }

  @Test
  void aSnapshotStaysAtItsVersion() {
    try (Snapshot snapshot = backend.snapshot()) {
      backend.commit(new Batch().delete(SPACE, Range.all()));
      cluster.failReads(FUTURE_VERSION);
      assertArrayEquals(Keys.of(3).bytes(), snapshot.get(SPACE, Keys.of(3).bytes()));
      cluster.failScan(4, FUTURE_VERSION);
      assertEquals(ENTRIES, snapshot.scan(SPACE, Range.all(), Direction.UP, 100).size());
    }
    assertEquals(List.of(), scan(Direction.UP, 100));
  }

  @Test
  void aSnapshotOfMoreThanFiveSecondsSaysSo() {
    try (Snapshot snapshot = backend.snapshot()) {
      cluster.pass(4);
      assertArrayEquals(Keys.of(3).bytes(), snapshot.get(SPACE, Keys.of(3).bytes()));
      cluster.pass(2);
      StoreException.Unavailable old =
          assertThrows(
              StoreException.Unavailable.class, () -> snapshot.get(SPACE, Keys.of(3).bytes()));
      assertTrue(String.valueOf(old.getMessage()).contains("too old"), old.getMessage());
    }
  }

  private List<Long> scan(Direction direction, int limit) {
    return numbers(backend.scan(SPACE, Range.all(), direction, limit));
  }

  private static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(entry -> Keys.u64(entry.key(), 0)).toList();
  }
}

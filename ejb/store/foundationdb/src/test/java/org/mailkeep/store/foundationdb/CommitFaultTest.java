package org.mailkeep.store.foundationdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.foundationdb.FakeCluster.Fault;

/// A commit is done once or not at all, whatever the cluster says of it; what was acknowledged is
/// there.
final class CommitFaultTest {
  private static final Subspace SPACE = Subspace.EMAIL;
  private static final byte[] COUNTER = "n".getBytes(StandardCharsets.US_ASCII);

  private final FakeCluster cluster = new FakeCluster();
  private FoundationDbBackend backend = FakeBackends.on(cluster);

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TOO_LARGE", "LOCKED"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatFailsForTheMomentIsDoneOnce(Fault fault) {
    cluster.script(fault);
    assertInstanceOf(Commit.Committed.class, backend.commit(increment()));
    assertEquals(1, backend.counter(SPACE, COUNTER));
    assertInstanceOf(Commit.Committed.class, backend.commit(increment()));
    assertEquals(2, backend.counter(SPACE, COUNTER));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TOO_LARGE", "LOCKED"},
      mode = EnumSource.Mode.EXCLUDE)
  void aConditionThatHeldBeforeIsNoConflictOfItsOwn(Fault fault) {
    cluster.script(fault, fault);
    var batch = new Batch();
    batch.require(SPACE, COUNTER, null).put(SPACE, COUNTER, Keys.of(7).bytes());
    assertInstanceOf(Commit.Committed.class, backend.commit(batch));
    assertEquals(7, backend.counter(SPACE, COUNTER));
  }

  @Test
  void oneUnknownEndAfterTheOther() {
    cluster.script(
        Fault.UNKNOWN_NOT_DONE,
        Fault.TIMED_OUT_NOT_DONE,
        Fault.NOT_COMMITTED,
        Fault.ARRIVES_BEHIND_THE_NEXT_COMMIT,
        Fault.UNKNOWN_DONE,
        Fault.NOTHING);
    backend.commit(increment());
    assertEquals(1, backend.counter(SPACE, COUNTER));
    backend.commit(increment());
    backend.commit(increment());
    assertEquals(3, backend.counter(SPACE, COUNTER));
  }

  @Test
  void aConflictIsTheAnswerWhenTheConditionFailsMeanwhile() {
    try (FoundationDbBackend other = FakeBackends.on(cluster)) {
      other.commit(new Batch().put(SPACE, COUNTER, Keys.of(5).bytes()));
      cluster.script(Fault.UNKNOWN_NOT_DONE);
      var batch = new Batch().require(SPACE, COUNTER, Keys.of(5).bytes());
      batch.put(SPACE, COUNTER, Keys.of(6).bytes());
      cluster.meanwhile(() -> other.commit(new Batch().put(SPACE, COUNTER, Keys.of(9).bytes())));
      Commit.Conflict conflict = assertInstanceOf(Commit.Conflict.class, backend.commit(batch));
      assertArrayEquals(COUNTER, conflict.key());
      assertEquals(9, backend.counter(SPACE, COUNTER));
    }
  }

  @Test
  void whatKeepsMeetingOthersConflictsAtLast() {
    cluster.script(Fault.NOT_COMMITTED, Fault.NOT_COMMITTED, Fault.NOT_COMMITTED);
    cluster.script(Fault.NOT_COMMITTED, Fault.NOT_COMMITTED);
    Commit.Conflict conflict = assertInstanceOf(Commit.Conflict.class, backend.commit(increment()));
    assertEquals(SPACE, conflict.space());
    assertEquals(0, backend.counter(SPACE, COUNTER));
  }

  @Test
  void whatTheClusterRefusesIsUnavailableAndNotDone() {
    for (Fault fault : List.of(Fault.TOO_LARGE, Fault.LOCKED)) {
      cluster.script(fault);
      StoreException.Unavailable refused =
          assertThrows(
              StoreException.Unavailable.class, () -> backend.commit(increment()), fault.name());
      assertTrue(String.valueOf(refused.getMessage()).contains("(error " + fault.code + ")"));
    }
    assertEquals(0, backend.counter(SPACE, COUNTER));
    backend.commit(increment());
    assertEquals(1, backend.counter(SPACE, COUNTER));
  }

  @Test
  void retriesAreLimited() {
    backend.close();
    var limited = new FakeCluster();
    backend = FakeBackends.on(limited, OptionalInt.of(2));
    limited.script(Fault.UNKNOWN_NOT_DONE, Fault.UNKNOWN_NOT_DONE, Fault.UNKNOWN_NOT_DONE);
    assertThrows(StoreException.Unavailable.class, () -> backend.commit(increment()));
    assertEquals(0, backend.counter(SPACE, COUNTER));
  }

  @Test
  void manyBatchesAreOneTransactionAndLargeOnesAreNot() throws Exception {
    long before = cluster.commits();
    commitTogether(200, 10);
    assertTrue(cluster.commits() - before < 200, cluster.commits() - before + " commits");
    assertEquals(200, backend.counter(SPACE, COUNTER));
    commitTogether(60, 90_000);
    assertEquals(260, backend.counter(SPACE, COUNTER));
  }

  @Test
  void aStoreThatIsClosedLeavesNoMarkAndOthersGo() {
    var keys = new KeySpace("");
    var crashed = FakeBackends.on(cluster);
    put(crashed, "theirs");
    put(backend, "ours");
    assertEquals(2, cluster.keys(keys.ownFrom(), keys.ownTo()).size());
    cluster.pass(3_000);
    put(backend, "ours again");
    cluster.pass(3_000);
    try (FoundationDbBackend third = FakeBackends.on(cluster)) {
      assertEquals(1, cluster.keys(keys.ownFrom(), keys.ownTo()).size(), "the old one is swept");
      put(crashed, "it had not ended after all");
      assertEquals(2, cluster.keys(keys.ownFrom(), keys.ownTo()).size());
      assertNull(third.get(SPACE, COUNTER));
    }
  }

  /// Two nodes add under random faults; every acknowledged addition counts once, and of the others
  /// each at most once.
  @Test
  void nothingIsLostOrDoneTwiceUnderRandomFaults() throws Exception {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    Fault[] faults = Fault.values();
    for (int i = 0; i < 600; i++) {
      int kind = random.nextInt(2 * faults.length);
      cluster.script(kind < faults.length ? faults[kind] : Fault.NOTHING);
    }
    var acknowledged = new AtomicLong();
    var unknown = new AtomicLong();
    try (FoundationDbBackend other = FakeBackends.on(cluster);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < 16; worker++) {
        FoundationDbBackend mine = worker % 2 == 0 ? backend : other;
        threads.execute(() -> {
          for (int i = 0; i < 50; i++) {
            try {
              if (mine.commit(increment()) instanceof Commit.Committed) {
                acknowledged.incrementAndGet();
              }
            } catch (StoreException e) {
              unknown.incrementAndGet();
            }
          }
        });
      }
    }
    long sum = backend.counter(SPACE, COUNTER);
    assertTrue(sum >= acknowledged.get(), sum + " of " + acknowledged + ", seed " + seed);
    assertTrue(sum <= acknowledged.get() + unknown.get(), sum + " is too many, seed " + seed);
    assertTrue(acknowledged.get() > 400, acknowledged + " acknowledged, seed " + seed);
  }

  private void commitTogether(int count, int size) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Batch batch = increment().put(SPACE, Keys.of(i).bytes(), new byte[size]);
        threads.execute(() -> assertInstanceOf(Commit.Committed.class, backend.commit(batch)));
      }
    }
  }

  private static Batch increment() {
    return new Batch().add(SPACE, COUNTER, 1);
  }

  private static void put(FoundationDbBackend backend, String value) {
    byte[] octets = value.getBytes(StandardCharsets.UTF_8);
    backend.commit(new Batch().put(Subspace.QUEUE, COUNTER, octets));
  }
}

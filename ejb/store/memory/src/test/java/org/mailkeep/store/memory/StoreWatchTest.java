package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.ObservedBackend;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// What is known of a store that fails, as users and checks meet it.
class StoreWatchTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] KEY = {1};

  private final List<Event> told = new ArrayList<>();
  private final FailingBackend backend = new FailingBackend(new MemoryBackend());
  private final StoreWatch watch = new StoreWatch("disk", backend, told::add, LONG);
  private final ObservedBackend users = new ObservedBackend(backend, watch, Events.none(), LONG);

  @Test
  void aStoreThatWorksIsOpen() {
    commit();
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
    assertEquals(List.of(), told);
  }

  @Test
  void aFailedCommitIsTroubleUntilACheckSucceeds() {
    backend.failWrites(FailingBackend::full);
    assertThrows(StoreException.Full.class, this::commit);
    assertEquals(failing("the store is full, as a test wants"), watch.state());
    watch.check();
    assertEquals(failing("the store is full, as a test wants"), watch.state());
    backend.failWrites(FailingBackend::unavailable);
    watch.check();
    assertEquals(failing("the store is down, as a test wants"), watch.state());
    backend.failWrites(null);
    commit();
    assertEquals(failing("the store is down, as a test wants"), watch.state());
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
    assertEquals(
        new StoreEvent.Troubled("disk", "the store is full, as a test wants"), told.getFirst());
    assertInstanceOf(StoreEvent.Recovered.class, told.getLast());
    assertEquals(2, told.size());
  }

  @Test
  void aCheckFindsTroubleThatNobodyMet() {
    backend.failWrites(FailingBackend::full);
    watch.check();
    assertEquals(failing("the store is full, as a test wants"), watch.state());
    backend.failAll(null);
    backend.failReads(FailingBackend::corrupt);
    watch.check();
    assertEquals(failing("a record is corrupt, as a test wants"), watch.state());
    backend.failAll(null);
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
  }

  @Test
  void aDamagedRecordIsNoTroubleForOthers() {
    for (Runnable read : reads()) {
      backend.failReads(FailingBackend::corrupt);
      assertThrows(StoreException.Corrupt.class, read::run);
      backend.failReads(null);
      assertDueAtOnce();
      watch.check();
      assertEquals(new StoreState.Damaged("a record is corrupt, as a test wants"), watch.state());
    }
    assertEquals(List.of(), told);
  }

  @Test
  void aFailedReadIsASuspicionThatACheckSettles() {
    backend.failReads(FailingBackend::unavailable);
    assertThrows(StoreException.Unavailable.class, () -> users.get(Subspace.STORE, KEY));
    assertEquals(new StoreState.Open(), watch.state());
    assertDueAtOnce();
    watch.check();
    assertEquals(failing("the store is down, as a test wants"), watch.state());
    assertDueAtOnce();
  }

  @Test
  void aReadInASnapshotIsHeardOf() {
    try (Snapshot snapshot = users.snapshot()) {
      backend.failReads(FailingBackend::corrupt);
      assertThrows(StoreException.Corrupt.class, () -> snapshot.get(Subspace.STORE, KEY));
      assertThrows(StoreException.Corrupt.class, () -> snapshot.get(Subspace.STORE, List.of(KEY)));
      assertThrows(
          StoreException.Corrupt.class,
          () -> snapshot.scan(Subspace.STORE, Range.all(), Direction.UP, 1));
    }
    assertInstanceOf(StoreState.Damaged.class, watch.state());
  }

  private List<Runnable> reads() {
    return List.of(
        () -> users.get(Subspace.STORE, KEY),
        () -> users.get(Subspace.STORE, List.of(KEY, KEY)),
        () -> users.scan(Subspace.STORE, Range.all(), Direction.UP, 1),
        () -> users.snapshot().close());
  }

  private void commit() {
    users.commit(new Batch().put(Subspace.STORE, KEY, KEY));
  }

  private void assertDueAtOnce() {
    assertTimeoutPreemptively(Duration.ofSeconds(10), watch::awaitDue);
  }

  private static StoreState failing(String reason) {
    return new StoreState.Failing(reason);
  }
}

package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.ObservedBackend;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.SlowBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.StoreEvent;

/// Blobs and events over stores that fail or are slow.
class FailingStoreTest {
  private static final int CHUNK = 1_000;
  private static final Duration RESERVATION = Duration.ofMinutes(1);
  private static final byte[] OWNER = {1};
  private static final byte[] PIECE = new byte[CHUNK * 2];

  private final TestClock clock = new TestClock();
  private final FailingBackend backend = new FailingBackend(new MemoryBackend());
  private final DataStore store = new DataStore(backend);
  private final BlobStore blobs =
      new DataBlobStore(store, new BlobLimits(CHUNK, RESERVATION), Chance.secure(), clock);

  @Test
  void aSinkWithoutRoomSaysSoAndLeavesNothingForLong() {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(PIECE, 0, PIECE.length);
      backend.failWrites(FailingBackend::full);
      assertThrows(StoreException.Full.class, () -> sink.write(PIECE, 0, PIECE.length));
      assertThrows(IllegalStateException.class, () -> sink.write(PIECE, 0, 1));
      assertThrows(IllegalStateException.class, sink::finish);
    }
    backend.failWrites(null);
    clock.pass(RESERVATION.plusSeconds(1));
    assertEquals(1, blobs.purge());
    assertNothingStored();
  }

  @Test
  void aLinkThatFailedCanBeTriedAgain() {
    StagedBlob staged = stage();
    backend.failWrites(FailingBackend::unavailable);
    var first = new Batch();
    staged.link(first, OWNER);
    assertThrows(StoreException.Unavailable.class, () -> store.commit(first));
    backend.failWrites(null);
    var second = new Batch();
    staged.link(second, OWNER);
    assertInstanceOf(Commit.Committed.class, store.commit(second));
    assertArrayEquals(PIECE, blobs.read(staged.hash(), 0, PIECE.length));
  }

  @Test
  void aLinkWhoseOutcomeIsUnknownCanBeTriedAgain() {
    StagedBlob staged = stage();
    var lost = new Batch();
    staged.link(lost, OWNER);
    assertInstanceOf(Commit.Committed.class, store.commit(lost)); // the answer got lost
    var again = new Batch();
    staged.link(again, OWNER);
    assertInstanceOf(Commit.Committed.class, store.commit(again));
    clock.pass(RESERVATION.plusSeconds(1));
    assertEquals(0, blobs.purge());
    assertArrayEquals(PIECE, blobs.read(staged.hash(), 0, PIECE.length));
  }

  @Test
  void aPurgeThatFailedInBetweenGoesOnLater() {
    StagedBlob staged = stage();
    var link = new Batch();
    staged.link(link, OWNER);
    store.commit(link);
    var unlink = new Batch();
    blobs.unlink(unlink, staged.hash(), OWNER);
    store.commit(unlink);
    clock.pass(RESERVATION.plusSeconds(1));
    backend.failReads(FailingBackend::unavailable);
    assertThrows(StoreException.Unavailable.class, blobs::purge);
    backend.failReads(null);
    backend.failWrites(FailingBackend::unavailable);
    assertThrows(StoreException.Unavailable.class, blobs::purge);
    backend.failWrites(null);
    assertEquals(1, blobs.purge());
    assertNothingStored();
  }

  @Test
  void tellsOfFailuresOnceASecond() {
    var events = new CopyOnWriteArrayList<Event>();
    var observed = observed(backend, events, Duration.ofMinutes(1));
    backend.failAll(FailingBackend::full);
    for (int i = 0; i < 100; i++) {
      assertThrows(StoreException.Full.class, () -> observed.commit(new Batch()));
    }
    assertEquals(
        List.of(
            new StoreEvent.Troubled("disk", "the store is full, as a test wants"),
            new StoreEvent.Full("disk", "the store is full, as a test wants")),
        events);
    observed.close();
    assertEquals(new StoreEvent.Closed("disk"), events.getLast());
  }

  @Test
  void tellsWhatAFailureWas() {
    assertEquals(
        new StoreEvent.Corrupt("disk", "get", "a record is corrupt, as a test wants"),
        firstEvent(FailingBackend::corrupt));
    assertEquals(
        new StoreEvent.Failed("disk", "get", "the store is down, as a test wants"),
        firstEvent(FailingBackend::unavailable));
  }

  @Test
  void aSlowStoreIsUnavailableAfterItsTimeoutAndToldOf() {
    var events = new CopyOnWriteArrayList<Event>();
    var slow = new SlowBackend(new MemoryBackend(), 5);
    var observed = observed(slow, events, Duration.ofMillis(1));
    slow.hold();
    assertThrows(StoreException.Unavailable.class, () -> observed.get(Subspace.STORE, OWNER));
    slow.release();
    assertEquals(
        List.of(StoreEvent.Failed.class, StoreEvent.Slow.class),
        events.stream().map(Object::getClass).toList());
    assertEquals(List.of(), observed.scan(Subspace.STORE, Range.all(), Direction.UP, 1));
  }

  private static ObservedBackend observed(DataBackend backend, List<Event> events, Duration slow) {
    var watch = new StoreWatch("disk", backend, events::add, Duration.ofMinutes(1));
    return new ObservedBackend(backend, watch, events::add, slow);
  }

  private Event firstEvent(Supplier<StoreException> failure) {
    var events = new CopyOnWriteArrayList<Event>();
    var observed = observed(backend, events, Duration.ofMinutes(1));
    backend.failReads(failure);
    assertThrows(StoreException.class, () -> observed.get(Subspace.STORE, OWNER));
    return events.getFirst();
  }

  private StagedBlob stage() {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(PIECE, 0, PIECE.length);
      return sink.finish();
    }
  }

  private void assertNothingStored() {
    for (Subspace space :
        List.of(
            Subspace.BLOB, Subspace.BLOB_CHUNK, Subspace.BLOB_LINK, Subspace.BLOB_RESERVATION)) {
      assertEquals(List.of(), store.scan(space, Range.all(), Direction.UP, 1));
    }
  }
}

package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// What a blob store does. As it stands it tests blobs in a data store; a backend of another kind
/// overrides [#blobs].
public abstract class BlobStoreContract {
  /// Octets of a chunk.
  protected static final int CHUNK = 4_000;

  /// How long octets without a link stay.
  protected static final Duration RESERVATION = Duration.ofMinutes(10);

  private static final int[] SIZES = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 10 * CHUNK + 7};

  /// The clock of the store under test.
  protected final TestClock clock = new TestClock();

  private DataBackend backend;
  private DataStore store;
  private BlobStore blobs;

  /// Opens an empty data backend.
  protected abstract DataBackend open() throws Exception;

  /// The store under test.
  protected BlobStore blobs(DataStore data) throws Exception {
    return new DataBlobStore(data, new BlobLimits(CHUNK, RESERVATION), Chance.secure(), clock);
  }

  /// How many pieces of blobs are stored, at most 1,000.
  protected int stored(DataStore data) {
    return data.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 1_000).size();
  }

  /// In how many pieces a blob of so many octets lies.
  protected int pieces(int size) {
    return Math.max(1, (size + CHUNK - 1) / CHUNK);
  }

  @SuppressWarnings("NullAway.Init") // JUnit calls openStore first
  protected BlobStoreContract() {}

  @BeforeEach
  void openStore() throws Exception {
    backend = open();
    store = new DataStore(backend);
    blobs = blobs(store);
  }

  @AfterEach
  void closeStore() {
    backend.close();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    for (int size : SIZES) {
      byte[] octets = octets(size);
      StagedBlob staged = stage(octets);
      assertEquals(sha256(octets), staged.hash());
      assertEquals(size, staged.size());
      assertArrayEquals(octets, staged.read(0, size + 1), "staged " + size);
      link(staged, "a");
      assertEquals(size, blobs.size(staged.hash()));
      assertArrayEquals(octets, blobs.read(staged.hash(), 0, size + 1), "linked " + size);
      assertArrayEquals(octets, blobs.stream(staged.hash(), 0, size).readAllBytes());
    }
  }

  @Test
  void readsParts() throws IOException {
    byte[] octets = octets(3 * CHUNK + 5);
    StagedBlob staged = stage(octets);
    int[][] parts = {
      {0, 1}, {CHUNK - 1, 2}, {CHUNK, CHUNK}, {1, 3 * CHUNK}, {3 * CHUNK, 100}, {octets.length, 9}
    };
    for (int[] part : parts) {
      byte[] expected =
          Arrays.copyOfRange(octets, part[0], Math.min(octets.length, part[0] + part[1]));
      assertArrayEquals(expected, staged.read(part[0], part[1]));
    }
    link(staged, "a");
    for (int[] part : parts) {
      byte[] expected =
          Arrays.copyOfRange(octets, part[0], Math.min(octets.length, part[0] + part[1]));
      assertArrayEquals(expected, blobs.read(staged.hash(), part[0], part[1]));
      assertArrayEquals(
          expected, blobs.stream(staged.hash(), part[0], expected.length).readAllBytes());
    }
    assertThrows(
        IllegalArgumentException.class, () -> blobs.read(staged.hash(), octets.length + 1, 1));
  }

  @Test
  void saysThatABlobIsMissing() {
    BlobHash unknown = sha256(octets(9));
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(unknown, 0, 1));
    assertThrows(StoreException.Corrupt.class, () -> blobs.size(unknown));
    assertThrows(StoreException.Corrupt.class, () -> blobs.link(new Batch(), unknown, owner("a")));
  }

  @Test
  void storesEqualContentOnce() {
    for (int size : new int[] {100, 5 * CHUNK}) {
      link(stage(octets(size)), "a" + size);
      int stored = stored(store);
      link(stage(octets(size)), "b" + size);
      StagedBlob third = stage(octets(size));
      StagedBlob fourth = stage(octets(size));
      link(third, "c" + size);
      link(fourth, "d" + size);
      assertEquals(stored, stored(store));
      assertEquals(0, reservations());
    }
  }

  @Test
  void equalContentStagedTwiceBeforeItsFirstLinkIsStoredOnce() {
    for (int size : new int[] {100, 5 * CHUNK}) {
      StagedBlob one = stage(octets(size));
      StagedBlob two = stage(octets(size));
      var batch = new Batch();
      one.link(batch, owner("one"));
      two.link(batch, owner("two"));
      assertInstanceOf(Commit.Committed.class, store.commit(batch));
      passReservation();
      blobs.purge();
      assertArrayEquals(octets(size), blobs.read(one.hash(), 0, size));
      assertEquals(pieces(size), stored(store));
      unlink(one.hash(), "one");
      unlink(one.hash(), "two");
      passReservation();
      assertEquals(1, blobs.purge());
      assertNothingStored();
    }
  }

  @Test
  void ofTwoWhoLinkTheSameNewContentOneTriesAgain() {
    for (int size : new int[] {100, 5 * CHUNK}) {
      StagedBlob one = stage(octets(size));
      StagedBlob two = stage(octets(size));
      var first = new Batch();
      var second = new Batch();
      one.link(first, owner("one"));
      two.link(second, owner("two"));
      assertInstanceOf(Commit.Committed.class, store.commit(first));
      assertInstanceOf(Commit.Conflict.class, store.commit(second));
      link(two, "two");
      unlink(one.hash(), "one");
      passReservation();
      blobs.purge();
      assertArrayEquals(octets(size), two.read(0, size));
      assertArrayEquals(octets(size), blobs.read(two.hash(), 0, size));
      unlink(one.hash(), "two");
      passReservation();
      blobs.purge();
      assertNothingStored();
    }
  }

  @Test
  void aStagedBlobLinksManyOwnersInOneBatchOrInMore() {
    for (int size : new int[] {100, 5 * CHUNK}) {
      StagedBlob staged = stage(octets(size));
      var batch = new Batch();
      staged.link(batch, owner("a"));
      staged.link(batch, owner("b"));
      assertInstanceOf(Commit.Committed.class, store.commit(batch));
      link(staged, "c");
      unlink(staged.hash(), "a");
      unlink(staged.hash(), "c");
      passReservation();
      assertEquals(0, blobs.purge());
      assertArrayEquals(octets(size), blobs.read(staged.hash(), 0, size));
    }
  }

  @Test
  void anOwnerTakesThePlaceOfAnother() {
    StagedBlob staged = stage(octets(10));
    link(staged, "queue");
    var batch = new Batch();
    blobs.relink(batch, staged.hash(), owner("queue"), owner("mailbox"));
    assertInstanceOf(Commit.Committed.class, store.commit(batch));
    var late = new Batch();
    blobs.relink(late, staged.hash(), owner("queue"), owner("other"));
    assertInstanceOf(Commit.Conflict.class, store.commit(late));
    passReservation();
    assertEquals(0, blobs.purge());
    unlink(staged.hash(), "mailbox");
    passReservation();
    assertEquals(1, blobs.purge());
    assertNothingStored();
  }

  @Test
  void purgesWhatNobodyLinksAnyMore() {
    for (int size : SIZES) {
      StagedBlob staged = stage(octets(size));
      link(staged, "a");
      blobsLink(staged.hash(), "b");
      unlink(staged.hash(), "a");
      passReservation();
      assertEquals(0, blobs.purge());
      unlink(staged.hash(), "b");
      assertEquals(0, blobs.purge());
      assertArrayEquals(octets(size), blobs.read(staged.hash(), 0, size));
      passReservation();
      assertEquals(1, blobs.purge());
      assertThrows(StoreException.Corrupt.class, () -> blobs.read(staged.hash(), 0, 1));
      assertNothingStored();
    }
  }

  @Test
  void purgesWhatWasStagedAndNeverLinked() {
    StagedBlob staged = stage(octets(5 * CHUNK));
    assertEquals(0, blobs.purge());
    assertArrayEquals(octets(5 * CHUNK), staged.read(0, 5 * CHUNK));
    passReservation();
    assertEquals(1, blobs.purge());
    assertNothingStored();
    assertThrows(StoreException.Unavailable.class, () -> staged.link(new Batch(), owner("late")));
  }

  @Test
  void purgesWhatACrashedWriterLeft() {
    BlobStore.Sink sink = blobs.sink();
    byte[] octets = octets(3 * CHUNK);
    sink.write(octets, 0, octets.length);
    assertTrue(reservations() > 0);
    passReservation();
    assertEquals(1, blobs.purge());
    assertNothingStored();
    assertThrows(StoreException.Unavailable.class, () -> sink.write(octets, 0, octets.length));
  }

  @Test
  void aSlowWriterKeepsItsReservation() {
    try (BlobStore.Sink sink = blobs.sink()) {
      byte[] octets = octets(CHUNK);
      for (int i = 0; i < 6; i++) {
        sink.write(octets, 0, octets.length);
        clock.pass(RESERVATION.dividedBy(2));
        assertEquals(0, blobs.purge());
      }
      link(sink.finish(), "a");
    }
    assertEquals(0, reservations());
  }

  @Test
  void dropsWhatIsClosedOrDiscarded() {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets(5 * CHUNK), 0, 5 * CHUNK);
    }
    assertNothingStored();
    stage(octets(5 * CHUNK)).discard();
    stage(octets(5)).discard();
    assertNothingStored();
    link(stage(octets(5 * CHUNK)), "a");
    stage(octets(5 * CHUNK)).discard();
    passReservation();
    assertEquals(0, blobs.purge());
    assertArrayEquals(octets(5 * CHUNK), blobs.read(sha256(octets(5 * CHUNK)), 0, 5 * CHUNK));
  }

  @Test
  void discardingWhatIsLinkedDoesNothing() {
    StagedBlob staged = stage(octets(5 * CHUNK));
    link(staged, "a");
    staged.discard();
    passReservation();
    assertEquals(0, blobs.purge());
    assertArrayEquals(octets(5 * CHUNK), blobs.read(staged.hash(), 0, 5 * CHUNK));
  }

  @Test
  void aHoldOnStoredContentOutlivesItsLastOwner() {
    link(stage(octets(5 * CHUNK)), "a");
    StagedBlob again = stage(octets(5 * CHUNK));
    unlink(again.hash(), "a");
    clock.pass(RESERVATION.dividedBy(2));
    assertEquals(0, blobs.purge());
    link(again, "b");
    passReservation();
    assertEquals(0, blobs.purge());
    assertArrayEquals(octets(5 * CHUNK), blobs.read(again.hash(), 0, 5 * CHUNK));
  }

  @Test
  void aFinishedSinkTakesNoMore() {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.finish();
      assertThrows(IllegalStateException.class, () -> sink.write(new byte[1], 0, 1));
      assertThrows(IllegalStateException.class, sink::finish);
    }
  }

  @Test
  void whoLinksWhileAPurgeRunsNeverLosesTheBlob() throws Exception {
    var random = new SplittableRandom(7);
    for (int size : new int[] {100, 3 * CHUNK}) {
      BlobHash hash = sha256(octets(size));
      var lost = new AtomicInteger();
      DataBackendContract.parallel(
          4,
          number -> {
            for (int i = 0; i < 30; i++) {
              if (number == 0) {
                clock.pass(RESERVATION.plusMillis(random.nextInt(3)));
                blobs.purge();
              } else if (cycle(size, "owner " + number)) {
                lost.incrementAndGet();
              }
            }
          });
      assertEquals(0, lost.get());
      passReservation();
      blobs.purge();
      passReservation();
      blobs.purge();
      assertThrows(StoreException.Corrupt.class, () -> blobs.size(hash));
      assertNothingStored();
    }
  }

  /// Stages, links, reads and unlinks; whether the blob was lost in between.
  private boolean cycle(int size, String owner) {
    try {
      StagedBlob staged = stage(octets(size));
      store.write((_, batch) -> {
        staged.link(batch, owner(owner));
        return staged;
      });
    } catch (StoreException.Unavailable e) {
      return false; // the clock runs faster than the reservation allows
    }
    boolean same = Arrays.equals(octets(size), blobs.read(sha256(octets(size)), 0, size));
    unlink(sha256(octets(size)), owner);
    return !same;
  }

  private StagedBlob stage(byte[] octets) {
    try (BlobStore.Sink sink = blobs.sink()) {
      int piece = 997;
      for (int at = 0; at < octets.length; at += piece) {
        sink.write(octets, at, Math.min(piece, octets.length - at));
      }
      return sink.finish();
    }
  }

  private void link(StagedBlob staged, String owner) {
    var batch = new Batch();
    staged.link(batch, owner(owner));
    assertInstanceOf(Commit.Committed.class, store.commit(batch));
  }

  private void blobsLink(BlobHash hash, String owner) {
    var batch = new Batch();
    blobs.link(batch, hash, owner(owner));
    assertInstanceOf(Commit.Committed.class, store.commit(batch));
  }

  private void unlink(BlobHash hash, String owner) {
    var batch = new Batch();
    blobs.unlink(batch, hash, owner(owner));
    assertInstanceOf(Commit.Committed.class, store.commit(batch));
  }

  private void passReservation() {
    clock.pass(RESERVATION.plusSeconds(1));
  }

  private int reservations() {
    return store.scan(Subspace.BLOB_RESERVATION, Range.all(), Direction.UP, 1_000).size();
  }

  private void assertNothingStored() {
    for (Subspace space :
        new Subspace[] {
          Subspace.BLOB, Subspace.BLOB_CHUNK, Subspace.BLOB_LINK, Subspace.BLOB_RESERVATION
        }) {
      assertEquals(0, store.scan(space, Range.all(), Direction.UP, 10).size(), space.name());
    }
    assertEquals(0, stored(store));
  }

  private static byte[] octets(int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (i * 31 + i / 251 + size);
    }
    return octets;
  }

  private static byte[] owner(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static BlobHash sha256(byte[] octets) {
    try {
      return BlobHash.of(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

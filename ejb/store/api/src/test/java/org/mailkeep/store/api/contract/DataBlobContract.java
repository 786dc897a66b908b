package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataBlobBackend;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// What a data store does that keeps the blobs of another one.
public abstract class DataBlobContract extends OutsideBlobContract {
  private static final String A = "0a".repeat(16);
  private static final String B = "0b".repeat(16);

  private DataBackend objects;

  /// Opens an empty data backend for blobs, another one than [#open] does.
  protected abstract DataBackend openObjects() throws Exception;

  @SuppressWarnings("NullAway.Init") // openBlobs is called first
  protected DataBlobContract() {}

  @Override
  protected final BlobBackend openBlobs() throws Exception {
    objects = openObjects();
    return in(CHUNK);
  }

  @AfterEach
  final void closeObjects() {
    objects.close();
  }

  @Test
  void leavesNothingOfWhatIsDeletedReplacedOrDropped() {
    BlobBackend blobs = in(CHUNK);
    for (int size : new int[] {0, 7, CHUNK, CHUNK + 1, 3 * CHUNK, 200 * CHUNK}) {
      blobs.put(A, octets(size, 1));
      blobs.put(A, octets(size + 5, 2));
      assertArrayEquals(octets(size + 5, 2), blobs.read(A, 0, size + 5));
      blobs.delete(A);
      assertEquals(0, entries(), "after " + size);
    }
    try (BlobBackend.Upload upload = blobs.begin(A)) {
      upload.write(octets(3 * CHUNK, 3), 0, 3 * CHUNK);
    }
    assertEquals(0, entries());
    BlobBackend.Upload crashed = blobs.begin(A);
    crashed.write(octets(3 * CHUNK, 3), 0, 3 * CHUNK);
    blobs.abandon(A);
    assertEquals(0, entries());
    crashed.close();
  }

  @Test
  void anObjectThatIsReplacedIsSeenWholeUntilThen() {
    BlobBackend blobs = in(CHUNK);
    byte[] old = octets(3 * CHUNK, 1);
    byte[] fresh = octets(2 * CHUNK + 1, 2);
    blobs.put(A, old);
    try (BlobBackend.Upload upload = blobs.begin(A)) {
      upload.write(fresh, 0, fresh.length);
      assertArrayEquals(old, blobs.read(A, 0, old.length));
      upload.finish();
    }
    assertArrayEquals(fresh, blobs.read(A, 0, old.length));
    assertArrayEquals(Arrays.copyOfRange(fresh, 9, fresh.length), blobs.last(A, fresh.length - 9));
  }

  @Test
  void readsWhatWasWrittenWithChunksOfAnotherSize() {
    byte[] octets = octets(10 * CHUNK, 1);
    in(CHUNK).put(A, octets);
    in(1_024).put(B, octets);
    for (int chunk : new int[] {1_024, CHUNK, 64 * 1024}) {
      for (String key : List.of(A, B)) {
        BlobBackend blobs = in(chunk);
        assertArrayEquals(octets, blobs.read(key, 0, octets.length));
        assertArrayEquals(Arrays.copyOfRange(octets, 5_000, 9_001), blobs.read(key, 5_000, 4_001));
        assertArrayEquals(Arrays.copyOfRange(octets, 39_999, 40_000), blobs.last(key, 1));
      }
    }
  }

  @Test
  void anAbandonedWriterWritesNoMore() {
    BlobBackend blobs = in(CHUNK);
    BlobBackend.Upload upload = blobs.begin(A);
    upload.write(octets(3 * CHUNK, 1), 0, 3 * CHUNK);
    blobs.abandon(A);
    byte[] more = octets(3 * CHUNK, 2);
    assertThrows(StoreException.Unavailable.class, () -> upload.write(more, 0, more.length));
    assertThrows(StoreException.Unavailable.class, upload::finish);
    upload.close();
    assertNull(blobs.read(A, 0, 1));
    assertEquals(0, entries());
  }

  @Test
  void aLostChunkIsDamageAndNoOtherContent() {
    BlobBackend blobs = in(CHUNK);
    blobs.put(A, octets(3 * CHUNK, 1));
    var store = new DataStore(objects);
    byte[] chunk = store.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 2).getLast().key();
    store.write((_, batch) -> batch.delete(Subspace.BLOB_CHUNK, chunk));
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(A, 0, 3 * CHUNK));
    assertArrayEquals(Arrays.copyOf(octets(CHUNK, 1), 9), blobs.read(A, 0, 9));
  }

  private BlobBackend in(int chunk) {
    return new DataBlobBackend(new DataStore(objects), Chance.secure(), chunk);
  }

  private int entries() {
    return objects.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 1_000).size();
  }

  private static byte[] octets(int size, int seed) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (i * 7 + i / 253 + seed);
    }
    return octets;
  }
}

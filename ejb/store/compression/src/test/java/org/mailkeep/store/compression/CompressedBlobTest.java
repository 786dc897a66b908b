package org.mailkeep.store.compression;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryBlobBackend;

/// Blobs that are compressed on their way to a backend.
final class CompressedBlobTest {
  private static final int BLOCK = 64 * 1024;
  private static final int[] SIZES = {
    0, 1, 500, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 5 * BLOCK + 7, 40 * BLOCK + 1
  };

  private final MemoryBlobBackend backend = new MemoryBlobBackend();
  private final DataStore data = new DataStore(new MemoryBackend());

  @ParameterizedTest
  @EnumSource
  void everyPartOfABlobIsReadAsItWas(Compression compression) throws IOException {
    readsEveryPart(blobs(compression));
  }

  @ParameterizedTest
  @EnumSource
  void everyPartOfABlobInTheDataStoreIsReadAsItWas(Compression compression) throws IOException {
    readsEveryPart(inData(compression, BLOCK));
    readsEveryPart(inData(compression, Batch.MAX_VALUE));
  }

  private void readsEveryPart(DataBlobStore blobs) throws IOException {
    var random = new SplittableRandom(5);
    for (int size : SIZES) {
      for (byte[] octets : new byte[][] {text(size), noise(size, random)}) {
        BlobHash hash = store(blobs, octets);
        assertEquals(size, blobs.size(hash));
        assertArrayEquals(octets, blobs.read(hash, 0, size + 1));
        for (int i = 0; i < 20; i++) {
          int from = random.nextInt(size + 1);
          int length = random.nextInt(2 * BLOCK);
          byte[] part = Arrays.copyOfRange(octets, from, Math.min(size, from + length));
          assertArrayEquals(part, blobs.read(hash, from, length));
          try (InputStream stream = blobs.stream(hash, from, part.length)) {
            assertArrayEquals(part, stream.readAllBytes());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasStoredStaysReadableWhenTheSettingChanges(Compression later) {
    byte[] octets = text(3 * BLOCK + 5);
    for (Compression before : Compression.values()) {
      octets[0]++;
      BlobHash hash = store(blobs(before), octets);
      assertArrayEquals(octets, blobs(later).read(hash, 0, octets.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDataStoreKeepsReadableWhatItHolds(Compression later) {
    for (int size : new int[] {500, 3 * BLOCK + 5}) {
      byte[] octets = text(size);
      for (Compression before : Compression.values()) {
        octets[0]++;
        BlobHash hash = store(inData(before, BLOCK), octets);
        assertArrayEquals(octets, inData(later, BLOCK).read(hash, 0, octets.length));
        assertArrayEquals(octets, blobs(later).read(hash, 0, octets.length));
        assertEquals(hash, store(inData(later, BLOCK), octets));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void aTextTakesLessRoomInTheDataStore(Compression compression) {
    store(inData(compression, BLOCK), text(10 * BLOCK));
    long stored =
        data.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 100).stream()
            .mapToLong(entry -> entry.value().length)
            .sum();
    assertTrue(stored > 0 && stored < 2 * BLOCK, "a text takes " + stored);
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void aTextTakesLessRoomAndNoiseHardlyMore(Compression compression) {
    DataBlobStore blobs = blobs(compression);
    store(blobs, text(10 * BLOCK));
    assertTrue(backend.size() < 2 * BLOCK, "a text takes " + backend.size());
    long before = backend.size();
    store(blobs, noise(10 * BLOCK, new SplittableRandom(9)));
    assertTrue(backend.size() - before < 10 * BLOCK + 100, "noise takes " + backend.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void aDamagedObjectIsSaidToBeSo(Compression compression) {
    DataBlobStore blobs = blobs(compression);
    BlobHash hash = store(blobs, text(10 * BLOCK));
    String key = backend.list("", 1).getFirst();
    byte[] stored = requireNonNull(backend.read(key, 0, 1 << 20));
    byte[] cut = Arrays.copyOf(stored, stored.length - 1);
    backend.put(key, cut);
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(hash, 0, 100));
    backend.put(key, new byte[] {1});
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(hash, 0, 100));
    Arrays.fill(stored, 0, 50, (byte) 0xff);
    backend.put(key, stored);
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(hash, 0, BLOCK));
    backend.delete(key);
    assertThrows(StoreException.Corrupt.class, () -> blobs.read(hash, 0, 100));
  }

  private DataBlobStore inData(Compression compression, int chunk) {
    return new DataBlobStore(
        data,
        new BlobLimits(chunk, Duration.ofHours(1)),
        Chance.secure(),
        InstantSource.system(),
        new BlobForm(compression, new Codecs()),
        null);
  }

  private DataBlobStore blobs(Compression compression) {
    return new DataBlobStore(
        data,
        new BlobLimits(BLOCK, Duration.ofHours(1)),
        Chance.secure(),
        InstantSource.system(),
        new BlobForm(compression, new Codecs()),
        backend);
  }

  private BlobHash store(BlobStore blobs, byte[] octets) {
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      StagedBlob staged = sink.finish();
      assertArrayEquals(octets, staged.read(0, octets.length));
      var batch = new Batch();
      staged.link(batch, new byte[] {1});
      data.commit(batch);
      return staged.hash();
    }
  }

  private static byte[] text(int size) {
    String line =
        "Received: from mail.example.org by mx.example.net; Sun, 22 Nov 2026 12:00:00 +0000\r\n";
    return Arrays.copyOf(
        line.repeat(size / line.length() + 1).getBytes(StandardCharsets.US_ASCII), size);
  }

  private static byte[] noise(int size, SplittableRandom random) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }
}

package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.spi.BlobBackend;

/// A large blob passes in pieces, in and out, and is never held as a whole.
final class LargeBlobTest {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 800;
  private static final int MOST = 512 * 1024;

  private final Pipe pipe = new Pipe();
  private final DataStore data = new DataStore(new MemoryBackend());
  private final BlobStore blobs =
      new DataBlobStore(
          data,
          new BlobLimits(PIECE, Duration.ofHours(1)),
          Chance.secure(),
          InstantSource.system(),
          BlobForm.PLAIN,
          pipe);

  @Test
  void fiftyMegabytesPassInPieces() throws IOException {
    var piece = new byte[PIECE];
    StagedBlob staged;
    try (BlobStore.Sink sink = blobs.sink()) {
      for (int i = 0; i < PIECES; i++) {
        sink.write(piece, 0, PIECE);
      }
      staged = sink.finish();
    }
    var batch = new Batch();
    staged.link(batch, new byte[] {1});
    data.commit(batch);
    assertEquals((long) PIECES * PIECE, pipe.written);
    assertTrue(pipe.largestWrite <= PIECE, "wrote " + pipe.largestWrite);
    try (InputStream stream = blobs.stream(staged.hash(), 0, staged.size())) {
      assertEquals((long) PIECES * PIECE, stream.transferTo(OutputStream.nullOutputStream()));
    }
    assertTrue(pipe.largestRead <= MOST, "read " + pipe.largestRead);
    assertTrue(pipe.reads < 120, pipe.reads + " reads");
  }

  /// Forgets what is written, gives zeros.
  private static final class Pipe implements BlobBackend {
    private long written;
    private int largestWrite;
    private int largestRead;
    private int reads;

    @Override
    public Upload begin(String key) {
      return new Upload() {
        @Override
        public void write(byte[] octets, int offset, int length) {
          written += length;
          largestWrite = Math.max(largestWrite, length);
        }

        @Override
        public void finish() {
          assertTrue(written > 0);
        }

        @Override
        public void close() {
          assertTrue(written > 0);
        }
      };
    }

    @Override
    public byte @Nullable [] read(String key, long offset, int length) {
      largestRead = Math.max(largestRead, length);
      reads++;
      return new byte[length];
    }

    @Override
    public byte @Nullable [] last(String key, int length) {
      return new byte[length];
    }

    @Override
    public void delete(String key) {
      written = 0;
    }

    @Override
    public void abandon(String key) {
      written = 0;
    }

    @Override
    public List<String> list(String after, int limit) {
      return List.of();
    }

    @Override
    public void close() {
      written = 0;
    }
  }
}

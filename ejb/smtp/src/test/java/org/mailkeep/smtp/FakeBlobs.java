package org.mailkeep.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;

/// Blobs that are written and never linked; can be full.
final class FakeBlobs implements BlobStore {
  int open;
  int discarded;
  @Nullable StoreException failure;
  Runnable onWrite = () -> {};

  /// What was written.
  final class Text implements StagedBlob {
    private final byte[] octets;

    Text(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public BlobHash hash() {
      return BlobHash.of(new byte[BlobHash.LENGTH]);
    }

    @Override
    public long size() {
      return octets.length;
    }

    @Override
    public void link(Batch batch, byte[] owner) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(long offset, int length) {
      return Arrays.copyOfRange(octets, (int) offset, (int) offset + length);
    }

    @Override
    public void discard() {
      discarded++;
    }

    String text() {
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  @Override
  public Sink sink() {
    open++;
    var out = new ByteArrayOutputStream();
    return new Sink() {
      @Override
      public void write(byte[] octets, int offset, int length) {
        if (failure != null) {
          throw failure;
        }
        onWrite.run();
        out.write(octets, offset, length);
      }

      private boolean over;

      @Override
      public StagedBlob finish() {
        close();
        return new Text(out.toByteArray());
      }

      @Override
      public void close() {
        open -= over ? 0 : 1;
        over = true;
      }
    };
  }

  @Override
  public byte[] read(BlobHash blob, long offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long size(BlobHash blob) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void link(Batch batch, BlobHash blob, byte[] owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unlink(Batch batch, BlobHash blob, byte[] owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long purge(Progress progress) {
    return 0;
  }
}

package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobBackend;

/// An object that is being written to a [DataBlobBackend]: it holds at most a chunk.
final class DataBlobUpload implements BlobBackend.Upload {
  private static final int FIRST_ROOM = 4 * 1024;

  private final DataBlobBackend backend;
  private final byte[] object;
  private byte[] held;
  private int filled;
  private int chunks;
  private byte @Nullable [] writer;
  private int turn;
  private boolean over;
  private boolean failed;

  DataBlobUpload(DataBlobBackend backend, byte[] object) {
    this.backend = backend;
    this.object = object;
    this.held = new byte[Math.min(FIRST_ROOM, backend.chunk())];
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    int done = 0;
    while (done < length) {
      if (filled == backend.chunk()) {
        writeAhead();
      }
      int count = Math.min(length - done, backend.chunk() - filled);
      if (filled + count > held.length) {
        held =
            Arrays.copyOf(
                held, Math.min(backend.chunk(), Math.max(filled + count, 2 * held.length)));
      }
      System.arraycopy(octets, offset + done, held, filled, count);
      filled += count;
      done += count;
    }
  }

  @Override
  public void finish() {
    if (over || failed) {
      throw abandoned();
    }
    if (writer != null || !finishNew()) {
      finishOver();
    }
    over = true;
  }

  /// Chunks that were written ahead go, unless somebody else has begun the same object.
  @Override
  public void close() {
    byte[] mine = writer;
    if (over || mine == null) {
      return;
    }
    over = true;
    var batch = new Batch();
    batch.require(Subspace.BLOB_CHUNK, BlobKeys.writer(object), mine);
    batch.delete(Subspace.BLOB_CHUNK, BlobKeys.writer(object));
    batch.delete(Subspace.BLOB_CHUNK, BlobKeys.pieces(object, turn));
    try {
      backend.store().writeAhead(batch);
    } catch (StoreException e) {
      // Whoever gave the key abandons it later.
      return;
    }
  }

  /// The usual case: a small object that replaces none.
  private boolean finishNew() {
    var batch = new Batch();
    batch.require(Subspace.BLOB_CHUNK, BlobKeys.head(object), null);
    putLast(batch);
    return backend.store().commit(batch) instanceof Commit.Committed;
  }

  private void finishOver() {
    byte[] mine = writer;
    backend
        .store()
        .write((reader, batch) -> {
          if (mine != null) {
            if (!Arrays.equals(mine, reader.get(Subspace.BLOB_CHUNK, BlobKeys.writer(object)))) {
              throw abandoned();
            }
            batch
                .require(Subspace.BLOB_CHUNK, BlobKeys.writer(object), mine)
                .delete(Subspace.BLOB_CHUNK, BlobKeys.writer(object));
          }
          byte[] stored = reader.get(Subspace.BLOB_CHUNK, BlobKeys.head(object));
          batch.require(Subspace.BLOB_CHUNK, BlobKeys.head(object), stored);
          if (stored != null) {
            BlobHead old = BlobHead.parse(stored);
            if (mine == null) {
              turn = 1 - old.turn();
            } else if (turn == old.turn()) {
              throw abandoned();
            }
            DataBlobBackend.drop(batch, object, old);
          }
          putLast(batch);
          return batch;
        });
  }

  private void putLast(Batch batch) {
    if (filled > 0) {
      putChunk(batch, chunks);
    }
    long size = (long) chunks * backend.chunk() + filled;
    batch.put(
        Subspace.BLOB_CHUNK,
        BlobKeys.head(object),
        new BlobHead(size, backend.chunk(), turn).bytes());
  }

  private void writeAhead() {
    var batch = new Batch();
    byte[] mine = writer;
    if (mine == null) {
      mine = backend.newWriter();
      BlobHead old = backend.head(object);
      turn = old == null ? 0 : 1 - old.turn();
      batch.put(Subspace.BLOB_CHUNK, BlobKeys.writer(object), mine);
    } else {
      batch.require(Subspace.BLOB_CHUNK, BlobKeys.writer(object), mine);
    }
    putChunk(batch, chunks);
    writer = mine;
    failed = true;
    if (backend.store().writeAhead(batch) instanceof Commit.Conflict) {
      throw abandoned();
    }
    failed = false;
    chunks++;
    filled = 0;
  }

  private void putChunk(Batch batch, int number) {
    batch.put(
        Subspace.BLOB_CHUNK, BlobKeys.piece(object, turn, number), Arrays.copyOf(held, filled));
  }

  private static StoreException abandoned() {
    return new StoreException.Unavailable("the upload was abandoned");
  }
}

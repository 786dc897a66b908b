package org.mailkeep.store.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// A blob of which all chunks but the last are written ahead.
final class ChunkedBlob implements StagedBlob {
  private static final int ATTEMPTS = 5;

  private final DataBlobStore blobs;
  private final BlobHash hash;
  private final BlobIntent intent;
  private final int written;
  private final byte[] last;
  private boolean held;
  private @Nullable Batch linkedIn;

  private ChunkedBlob(
      DataBlobStore blobs, BlobHash hash, BlobIntent intent, int written, byte[] last) {
    this.blobs = blobs;
    this.hash = hash;
    this.intent = intent;
    this.written = written;
    this.last = last;
  }

  /// Stages it; when its content is stored already, holds that and drops its own chunks.
  static ChunkedBlob stage(
      DataBlobStore blobs, BlobHash hash, BlobIntent intent, int written, byte[] last) {
    var staged = new ChunkedBlob(blobs, hash, intent, written, last);
    staged.holdStored();
    return staged;
  }

  /// Drops what an unfinished blob wrote.
  static void drop(DataBlobStore blobs, BlobIntent intent, int written) {
    var batch = new Batch();
    intent.require(batch);
    intent.end(batch);
    deleteChunks(batch, intent.storage(), written);
    // A conflict says that the blob is linked or purged.
    blobs.store().writeAhead(batch);
  }

  /// Deletes chunks one by one: backends find that cheaper than a range when they are few.
  static void deleteChunks(Batch batch, byte[] storage, int count) {
    for (int number = 0; number < count; number++) {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.chunk(storage, number));
    }
  }

  @Override
  public BlobHash hash() {
    return hash;
  }

  @Override
  public long size() {
    return ahead() + last.length;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a batch is itself, whatever it holds
  public void link(Batch batch, byte[] owner) {
    if (batch != linkedIn && !puts(batch)) {
      if (reserved()) {
        linkReserved(batch);
      } else {
        requireLinked(batch);
      }
      linkedIn = batch;
    }
    blobs.putLink(batch, hash, owner);
  }

  @Override
  public byte[] read(long offset, int length) {
    if (held) {
      return blobs.read(hash, offset, length);
    }
    try {
      return readOwn(offset, length);
    } catch (StoreException.Corrupt e) {
      // Linked to an equal blob of someone else, our chunks purged.
      return blobs.read(hash, offset, length);
    }
  }

  @Override
  public void discard() {
    if (!held) {
      drop(blobs, intent, written);
      return;
    }
    var batch = new Batch();
    intent.release(batch, hash);
    blobs.consider(batch, hash);
    blobs.store().writeAhead(batch);
  }

  private byte[] readOwn(long offset, int length) {
    int wanted = BlobChunks.length(size(), offset, length);
    long ahead = ahead();
    if (offset >= ahead) {
      return BlobChunks.slice(last, offset - ahead, wanted);
    }
    int before = (int) Math.min(wanted, ahead - offset);
    byte[] first =
        BlobChunks.read(blobs.store(), intent.storage(), blobs.chunk(), ahead, offset, before);
    if (before == wanted) {
      return first;
    }
    byte[] both = Arrays.copyOf(first, wanted);
    System.arraycopy(last, 0, both, before, wanted - before);
    return both;
  }

  private long ahead() {
    return (long) written * blobs.chunk();
  }

  private void holdStored() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] stored = blobs.record(hash);
      if (stored == null) {
        return;
      }
      var batch = new Batch();
      blobs.requireStored(batch, hash, stored);
      intent.hold(batch, hash);
      deleteChunks(batch, intent.storage(), written);
      if (blobs.store().writeAhead(batch) instanceof Commit.Committed) {
        held = true;
        return;
      }
    }
  }

  /// Whether the intent is still there: neither linked nor purged.
  private boolean reserved() {
    return blobs.store().get(Subspace.BLOB_RESERVATION, intent.key()) != null;
  }

  private void linkReserved(Batch batch) {
    if (held) {
      intent.release(batch, hash);
      return;
    }
    byte[] stored = blobs.record(hash);
    if (stored != null) {
      // Someone else's copy came first; a purge finds ours by its intent.
      blobs.requireStored(batch, hash, stored);
      return;
    }
    intent.require(batch);
    intent.end(batch);
    var record = new BlobRecord(false, size(), blobs.chunk(), intent.storage());
    batch
        .require(Subspace.BLOB, hash.octets(), null)
        .put(Subspace.BLOB, hash.octets(), record.bytes())
        .put(Subspace.BLOB_CHUNK, BlobKeys.chunk(intent.storage(), written), last);
  }

  private void requireLinked(Batch batch) {
    byte[] stored = blobs.record(hash);
    if (stored == null) {
      throw new StoreException.Unavailable("the reservation of blob " + hash + " ran out");
    }
    blobs.requireStored(batch, hash, stored);
  }

  /// Whether another staged blob of the same content goes with this batch.
  private boolean puts(Batch batch) {
    for (Mutation mutation : batch.mutations()) {
      if (mutation instanceof Mutation.Put(var space, var key, _)
          && space == Subspace.BLOB
          && Arrays.equals(key, hash.octets())) {
        return true;
      }
    }
    return false;
  }
}

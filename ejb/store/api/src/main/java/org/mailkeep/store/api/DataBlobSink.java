package org.mailkeep.store.api;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// Writes a blob to the data store: a small one whole in the batch that links it, of a large one
/// all chunks but the last ahead.
final class DataBlobSink extends BufferedSink {
  private final ChunkPlace place;

  DataBlobSink(DataBlobStore blobs, ChunkPlace place, Object writer) {
    super(blobs, false, writer);
    this.place = place;
  }

  @Override
  BlobIntent pour(@Nullable BlobIntent now, long before, byte[] octets) {
    var batch = new Batch();
    BlobIntent next = now == null ? begun(batch) : renewed(batch, now);
    place.put(batch, next.storage(), before, octets);
    if (blobs().store().writeAhead(batch) instanceof Commit.Conflict) {
      throw tooSlow();
    }
    return next;
  }

  @Override
  StagedBlob stage(BlobHash hash, @Nullable BlobIntent now, long poured, byte[] last) {
    return now == null
        ? new SingleBlob(blobs(), place.form(), hash, last)
        : WrittenBlob.stage(blobs(), hash, new WrittenBlob.Octets(place, now, poured, last));
  }

  @Override
  void drop(BlobIntent now, long poured) {
    new WrittenBlob.Octets(place, now, poured, new byte[0]).drop(blobs());
  }

  @Override
  void release() {
    // Nothing is held between chunks.
  }
}

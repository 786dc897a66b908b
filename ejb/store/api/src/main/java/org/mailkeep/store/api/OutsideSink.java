package org.mailkeep.store.api;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.spi.BlobBackend;

/// Writes a blob to a backend of its own, under a reservation that is on stable storage before the
/// backend hears of it.
final class OutsideSink extends BufferedSink {
  private final OutsidePlace place;
  private BlobBackend.@Nullable Upload upload;

  OutsideSink(DataBlobStore blobs, OutsidePlace place, Object writer) {
    super(blobs, true, writer);
    this.place = place;
  }

  @Override
  BlobIntent pour(@Nullable BlobIntent now, long before, byte[] octets) {
    BlobIntent next = now == null ? reserved() : lasting(now);
    upload(next).write(octets, 0, octets.length);
    return next;
  }

  @Override
  StagedBlob stage(BlobHash hash, @Nullable BlobIntent now, long poured, byte[] last) {
    BlobIntent next = now == null ? reserved() : now;
    BlobBackend.Upload open = upload(next);
    open.write(last, 0, last.length);
    open.finish();
    try {
      next = lasting(next);
    } catch (StoreException e) {
      // A purge may have passed before the octets were there; it does not come again.
      place.forget(next.storage());
      throw e;
    }
    boolean small = poured == 0;
    long ahead = small ? 0 : poured + last.length;
    byte[] kept = small ? last : new byte[0];
    return WrittenBlob.stage(blobs(), hash, new WrittenBlob.Octets(place, next, ahead, kept));
  }

  @Override
  void drop(BlobIntent now, long poured) {
    var batch = new Batch();
    now.require(batch);
    now.end(batch);
    place.abandon(batch, now.storage());
    if (blobs().store().writeAhead(batch) instanceof Commit.Committed) {
      place.dropped(now.storage());
    }
  }

  @Override
  void release() {
    BlobBackend.Upload open = upload;
    if (open != null) {
      open.close();
      upload = null;
    }
  }

  private BlobBackend.Upload upload(BlobIntent now) {
    BlobBackend.Upload open = upload;
    if (open == null) {
      open = place.begin(now.storage());
      upload = open;
    }
    return open;
  }

  private BlobIntent reserved() {
    var batch = new Batch();
    BlobIntent fresh = begun(batch);
    if (blobs().store().commit(batch) instanceof Commit.Conflict) {
      throw new IllegalStateException("a batch without conditions met a conflict");
    }
    return fresh;
  }

  private BlobIntent lasting(BlobIntent now) {
    if (lasts(now)) {
      return now;
    }
    var batch = new Batch();
    BlobIntent longer = renewed(batch, now);
    if (blobs().store().writeAhead(batch) instanceof Commit.Conflict) {
      throw tooSlow();
    }
    return longer;
  }
}

package org.mailkeep.store.api;

import java.util.List;
import java.util.function.Consumer;
import org.mailkeep.kernel.BlobHash;

/// One round of a [DataBlobStore]'s purge. A conflict means that somebody needs the blob: it is
/// then left to a later round.
final class BlobPurge {
  private static final int PAGE = 100;

  private final DataBlobStore blobs;
  private final DataStore store;
  private final long now;
  private long deleted;

  /// @param now reservations that ran out before it count, milliseconds since 1970
  BlobPurge(DataBlobStore blobs, DataStore store, long now) {
    this.blobs = blobs;
    this.store = store;
    this.now = now;
  }

  /// @return how many blobs, finished or not, it deleted
  long run() {
    forEach(BlobKeys.intentsBefore(now), this::expire);
    forEach(BlobKeys.candidatesBefore(now), this::consider);
    return deleted;
  }

  private void forEach(Range range, Consumer<Entry> work) {
    Range rest = range;
    List<Entry> page;
    do {
      page = store.scan(Subspace.BLOB_RESERVATION, rest, Direction.UP, PAGE);
      page.forEach(work);
      if (!page.isEmpty()) {
        byte[] behind = Keys.of().raw(page.getLast().key()).u8(0).bytes();
        rest = new Range(behind, range.to());
      }
    } while (page.size() == PAGE);
  }

  /// Ends the reservation of a blob that was written and never linked.
  private void expire(Entry intent) {
    var batch = new Batch();
    batch
        .require(Subspace.BLOB_RESERVATION, intent.key(), intent.value())
        .delete(Subspace.BLOB_RESERVATION, intent.key());
    byte[] storage = BlobKeys.storageOf(intent.key());
    if (BlobIntent.isHold(intent.value())) {
      BlobHash held = BlobIntent.held(intent.value());
      batch.delete(Subspace.BLOB_LINK, BlobKeys.hold(held, storage));
      blobs.consider(batch, held);
    } else {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.chunks(storage));
    }
    if (commits(batch) && !BlobIntent.isHold(intent.value())) {
      deleted++;
    }
  }

  /// Deletes a blob that lost an owner, when it has no other.
  private void consider(Entry candidate) {
    BlobHash blob = BlobKeys.blobOf(candidate.key());
    byte[] stored = blobs.record(blob);
    if (stored == null || linked(blob)) {
      forget(candidate);
      return;
    }
    BlobRecord record = BlobRecord.parse(stored);
    byte[] condemned = record.condemn(true).bytes();
    if (!record.condemned() && !commits(replace(blob, stored, condemned))) {
      return;
    }
    // Whoever links from here on changes the record, and the batch below conflicts.
    if (linked(blob)) {
      if (commits(replace(blob, condemned, record.condemn(false).bytes()))) {
        forget(candidate);
      }
      return;
    }
    if (commits(destruction(blob, record, condemned, candidate))) {
      deleted++;
    }
  }

  private static Batch destruction(
      BlobHash blob, BlobRecord record, byte[] condemned, Entry candidate) {
    var batch = new Batch();
    batch
        .require(Subspace.BLOB, blob.octets(), condemned)
        .delete(Subspace.BLOB, blob.octets())
        .delete(Subspace.BLOB_RESERVATION, candidate.key());
    if (record.single()) {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.single(blob));
    } else {
      int count = Math.toIntExact((record.size() + record.chunk() - 1) / record.chunk());
      ChunkedBlob.deleteChunks(batch, record.storage(), count);
    }
    return batch;
  }

  private static Batch replace(BlobHash blob, byte[] from, byte[] to) {
    return new Batch()
        .require(Subspace.BLOB, blob.octets(), from)
        .put(Subspace.BLOB, blob.octets(), to);
  }

  private boolean linked(BlobHash blob) {
    return !store.scan(Subspace.BLOB_LINK, BlobKeys.links(blob), Direction.UP, 1).isEmpty();
  }

  private void forget(Entry candidate) {
    var _ = commits(new Batch().delete(Subspace.BLOB_RESERVATION, candidate.key()));
  }

  private boolean commits(Batch batch) {
    return store.writeAhead(batch) instanceof Commit.Committed;
  }
}

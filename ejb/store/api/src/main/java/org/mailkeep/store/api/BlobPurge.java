package org.mailkeep.store.api;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;

/// One round of a [DataBlobStore]'s purge. A conflict means that somebody needs the blob: it is
/// then left to a later round.
final class BlobPurge {
  private static final int PAGE = 100;

  private final DataBlobStore blobs;
  private final DataStore store;
  private final long now;
  private final Progress progress;
  private long deleted;

  /// @param now reservations that ran out before it count, milliseconds since 1970
  BlobPurge(DataBlobStore blobs, DataStore store, long now, Progress progress) {
    this.blobs = blobs;
    this.store = store;
    this.now = now;
    this.progress = progress;
  }

  /// @return how many blobs, finished or not, it deleted
  long run() {
    progress.begin("deleting blobs that nobody refers to", Progress.UNKNOWN, "blobs looked at");
    expire();
    forEach(BlobKeys.candidatesBefore(now), this::consider);
    sweep();
    return deleted;
  }

  /// Ends reservations that have run out.
  void expire() {
    forEach(BlobKeys.intentsBefore(now), this::expire);
  }

  /// Deletes octets outside that are garbage.
  void sweep() {
    if (blobs.place(true) instanceof OutsidePlace outside) {
      forEach(BlobKeys.allGarbage(), this::flush, outside::sweep);
    }
  }

  private void forEach(Range range, Consumer<Entry> work) {
    forEach(range, _ -> {}, work);
  }

  /// @param first is done with the first entry of each page
  private void forEach(Range range, Consumer<Entry> first, Consumer<Entry> work) {
    Range rest = range;
    List<Entry> page;
    do {
      page = store.scan(Subspace.BLOB_RESERVATION, rest, Direction.UP, PAGE);
      if (!page.isEmpty()) {
        first.accept(page.getFirst());
        page.forEach(work);
        progress.advance(page.size());
        progress.check();
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
      BlobPlace place = blobs.place(BlobIntent.isOutside(intent.value()));
      if (place == null) {
        return;
      }
      place.abandon(batch, storage);
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
    Batch destruction = destruction(blob, record, condemned, candidate);
    if (destruction != null && commits(destruction)) {
      deleted++;
    }
  }

  private @Nullable Batch destruction(
      BlobHash blob, BlobRecord record, byte[] condemned, Entry candidate) {
    var batch = new Batch();
    batch
        .require(Subspace.BLOB, blob.octets(), condemned)
        .delete(Subspace.BLOB, blob.octets())
        .delete(Subspace.BLOB_RESERVATION, candidate.key());
    if (record.kind() == BlobRecord.Kind.SINGLE) {
      return batch.delete(Subspace.BLOB_CHUNK, record.singleKey(blob));
    }
    BlobPlace place = blobs.place(record.kind() == BlobRecord.Kind.OUTSIDE);
    if (place == null) {
      return null;
    }
    place.drop(batch, record);
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

  /// Has all that was written before on stable storage: octets outside must not go before the index
  /// has forgotten them for good.
  private void flush(Entry note) {
    store.commit(new Batch().put(Subspace.BLOB_RESERVATION, note.key(), note.value()));
  }

  private boolean commits(Batch batch) {
    return store.writeAhead(batch) instanceof Commit.Committed;
  }
}

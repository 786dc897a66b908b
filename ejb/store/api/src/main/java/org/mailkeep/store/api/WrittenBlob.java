package org.mailkeep.store.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// A blob of which all octets but the last few are written ahead.
final class WrittenBlob implements StagedBlob {
  private static final int ATTEMPTS = 5;

  private final DataBlobStore blobs;
  private final BlobHash hash;
  private final Octets octets;
  private boolean held;
  private @Nullable Batch linkedIn;

  /// Its octets.
  ///
  /// @param place where they lie
  /// @param intent the right to them
  /// @param ahead how many are read from there
  /// @param last those behind, in memory
  record Octets(BlobPlace place, BlobIntent intent, long ahead, byte[] last) {
    long size() {
      return ahead + last.length;
    }

    /// What lies there already.
    BlobRecord written() {
      return place.record(ahead, intent.storage());
    }

    /// Gives them up.
    void drop(DataBlobStore blobs) {
      var batch = new Batch();
      intent.require(batch);
      intent.end(batch);
      place.drop(batch, written());
      // A conflict says that the blob is linked or purged.
      if (blobs.store().writeAhead(batch) instanceof Commit.Committed) {
        place.dropped(intent.storage());
      }
    }

    byte[] read(long offset, int length) {
      int wanted = BlobChunks.length(size(), offset, length);
      if (offset >= ahead) {
        return BlobChunks.slice(last, offset - ahead, wanted);
      }
      int before = (int) Math.min(wanted, ahead - offset);
      byte[] first = place.octets(written()).read(offset, before);
      if (before == wanted) {
        return first;
      }
      byte[] both = Arrays.copyOf(first, wanted);
      System.arraycopy(last, 0, both, before, wanted - before);
      return both;
    }
  }

  private WrittenBlob(DataBlobStore blobs, BlobHash hash, Octets octets) {
    this.blobs = blobs;
    this.hash = hash;
    this.octets = octets;
  }

  /// Stages it; when its content is stored already, holds that and drops its own octets.
  static WrittenBlob stage(DataBlobStore blobs, BlobHash hash, Octets octets) {
    var staged = new WrittenBlob(blobs, hash, octets);
    staged.holdStored();
    return staged;
  }

  @Override
  public BlobHash hash() {
    return hash;
  }

  @Override
  public long size() {
    return octets.size();
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
      return octets.read(offset, length);
    } catch (StoreException.Corrupt e) {
      // Linked to an equal blob of someone else, our octets purged.
      return blobs.read(hash, offset, length);
    }
  }

  @Override
  public void discard() {
    if (!held) {
      octets.drop(blobs);
      return;
    }
    var batch = new Batch();
    octets.intent().release(batch, hash);
    blobs.consider(batch, hash);
    blobs.store().writeAhead(batch);
  }

  private void holdStored() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] stored = blobs.record(hash);
      if (stored == null) {
        return;
      }
      var batch = new Batch();
      blobs.requireStored(batch, hash, stored);
      octets.intent().hold(batch, hash);
      octets.place().drop(batch, octets.written());
      if (blobs.store().writeAhead(batch) instanceof Commit.Committed) {
        held = true;
        octets.place().dropped(octets.intent().storage());
        return;
      }
    }
  }

  /// Whether the intent is still there: neither linked nor purged.
  private boolean reserved() {
    return blobs.store().get(Subspace.BLOB_RESERVATION, octets.intent().key()) != null;
  }

  private void linkReserved(Batch batch) {
    BlobIntent intent = octets.intent();
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
    BlobRecord record = octets.place().record(size(), intent.storage());
    batch
        .require(Subspace.BLOB, hash.octets(), null)
        .put(Subspace.BLOB, hash.octets(), record.bytes());
    octets.place().complete(batch, intent.storage(), octets.ahead(), octets.last());
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

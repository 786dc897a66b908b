package org.mailkeep.store.api;

import org.mailkeep.kernel.BlobHash;

/// What whoever carries records of blobs elsewhere must know of them.
public final class BlobArchive {
  private BlobArchive() {}

  /// Whether this is the record of a blob whose octets lie outside the data store.
  public static boolean isOutside(Subspace space, byte[] record) {
    return space == Subspace.BLOB && BlobRecord.parse(record).kind() == BlobRecord.Kind.OUTSIDE;
  }

  /// Whether this ties the data store to a place outside.
  public static boolean isTie(Subspace space, byte[] key) {
    return space == Subspace.STORE && BlobIdentity.isKey(key);
  }

  /// Deletes the octets of a blob that lie in the data store.
  public static void forget(Batch batch, BlobHash blob, byte[] record) {
    BlobRecord parsed = BlobRecord.parse(record);
    switch (parsed.kind()) {
      case SINGLE -> batch.delete(Subspace.BLOB_CHUNK, parsed.singleKey(blob));
      case CHUNKS -> batch.delete(Subspace.BLOB_CHUNK, BlobKeys.chunks(parsed.storage()));
      case OUTSIDE -> {}
    }
  }
}

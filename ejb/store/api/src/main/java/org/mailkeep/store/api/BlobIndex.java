package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// What the index in the data store knows of blobs, for those who verify that their references fit.
public final class BlobIndex {
  private BlobIndex() {}

  /// Octets of each blob, in their order; null for one that is not there.
  ///
  /// @throws StoreException.Corrupt when a record cannot be read
  public static List<@Nullable Long> sizes(Reader reader, List<BlobHash> blobs) {
    List<byte @Nullable []> records =
        reader.get(Subspace.BLOB, blobs.stream().map(BlobHash::octets).toList());
    List<@Nullable Long> sizes = new ArrayList<>(records.size());
    for (byte @Nullable [] record : records) {
      sizes.add(record == null ? null : BlobRecord.parse(record).size());
    }
    return sizes;
  }

  /// Whether an owner is noted.
  public static boolean linked(Reader reader, BlobHash blob, byte[] owner) {
    return reader.get(Subspace.BLOB_LINK, link(blob, owner)) != null;
  }

  /// Where it is noted in BLOB_LINK that an owner refers to a blob.
  public static byte[] link(BlobHash blob, byte[] owner) {
    return BlobKeys.link(blob, owner);
  }
}

package org.mailkeep.store.rocksdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.rocksdb.ColumnFamilyHandle;

/// Where subspaces lie: blob chunks in a column family of their own, whose large values are blob
/// files; all others in the default one, each behind its code as a prefix.
///
/// @param records the default column family
/// @param chunks the one of blob chunks
record Places(ColumnFamilyHandle records, ColumnFamilyHandle chunks) {
  ColumnFamilyHandle family(Subspace space) {
    return inChunks(space) ? chunks : records;
  }

  static byte[] key(Subspace space, byte[] key) {
    if (inChunks(space)) {
      return key;
    }
    var prefixed = new byte[key.length + 1];
    prefixed[0] = (byte) space.code();
    System.arraycopy(key, 0, prefixed, 1, key.length);
    return prefixed;
  }

  /// The caller's key again.
  static byte[] plain(Subspace space, byte[] stored) {
    return inChunks(space) ? stored : Arrays.copyOfRange(stored, 1, stored.length);
  }

  /// The first stored key behind a range.
  static byte[] end(Subspace space, byte @Nullable [] to) {
    if (to != null) {
      return key(space, to);
    }
    if (!inChunks(space)) {
      return new byte[] {(byte) (space.code() + 1)};
    }
    var last = new byte[Batch.MAX_KEY + 1];
    Arrays.fill(last, (byte) 0xff);
    return last;
  }

  private static boolean inChunks(Subspace space) {
    return space == Subspace.BLOB_CHUNK;
  }
}

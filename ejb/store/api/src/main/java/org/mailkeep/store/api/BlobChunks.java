package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads octets that lie in chunks of equal size.
final class BlobChunks {
  private BlobChunks() {}

  /// Octets from an offset, at most to the end.
  ///
  /// @param end octets that lie in these chunks
  static byte[] read(Reader reader, byte[] storage, int chunk, long end, long offset, int length) {
    int wanted = length(end, offset, length);
    if (wanted == 0) {
      return new byte[0];
    }
    int first = (int) (offset / chunk);
    int last = (int) ((offset + wanted - 1) / chunk);
    List<byte[]> keys = new ArrayList<>(last - first + 1);
    for (int number = first; number <= last; number++) {
      keys.add(BlobKeys.chunk(storage, number));
    }
    var octets = new byte[wanted];
    int skip = (int) (offset % chunk);
    int done = 0;
    for (byte @Nullable [] piece : reader.get(Subspace.BLOB_CHUNK, keys)) {
      int count = Math.min(wanted - done, chunk - skip);
      if (piece == null || piece.length < skip + count) {
        throw new StoreException.Corrupt("a blob lacks octets");
      }
      System.arraycopy(piece, skip, octets, done, count);
      done += count;
      skip = 0;
    }
    return octets;
  }

  /// A part of octets in memory.
  static byte[] slice(byte[] octets, long offset, int length) {
    int count = length(octets.length, offset, length);
    return Arrays.copyOfRange(octets, (int) offset, (int) offset + count);
  }

  /// How many octets a read gives.
  static int length(long size, long offset, int length) {
    if (offset < 0 || length < 0 || offset > size) {
      throw new IllegalArgumentException(length + " octets at " + offset + " of " + size);
    }
    return (int) Math.min(length, size - offset);
  }
}

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
  /// @param record of octets that lie in chunks
  static byte[] read(Reader reader, BlobForm form, BlobRecord record, long offset, int length) {
    int chunk = record.chunk();
    int wanted = length(record.size(), offset, length);
    if (wanted == 0) {
      return new byte[0];
    }
    int first = (int) (offset / chunk);
    int last = (int) ((offset + wanted - 1) / chunk);
    List<byte[]> keys = new ArrayList<>(last - first + 1);
    for (int each = first; each <= last; each++) {
      keys.add(BlobKeys.chunk(record.storage(), each));
    }
    var octets = new byte[wanted];
    int skip = (int) (offset % chunk);
    int done = 0;
    int number = first;
    for (byte @Nullable [] stored : reader.get(Subspace.BLOB_CHUNK, keys)) {
      int size = (int) Math.min(chunk, record.size() - (long) number++ * chunk);
      int count = Math.min(wanted - done, chunk - skip);
      if (stored == null) {
        throw new StoreException.Corrupt("a blob lacks a chunk");
      }
      byte[] piece = form.unpack(stored, record.compression(), size);
      if (piece.length < skip + count) {
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

package org.mailkeep.store.api;

import java.util.Arrays;
import org.mailkeep.store.api.spi.BlobBackend;

/// An object of a blob backend that must be there.
///
/// @param size octets of the blob in it
record BlobObject(BlobBackend backend, String key, long size) implements BlobInputStream.Octets {
  /// Octets that are read at once by who reads on.
  static final int MOST = 512 * 1024;

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public byte[] read(long offset, int length) {
    int wanted = BlobChunks.length(size, offset, length);
    return wanted == 0 ? new byte[0] : stored(offset, wanted);
  }

  /// Octets as they are stored, all that are asked for.
  byte[] stored(long offset, int length) {
    byte[] octets = backend.read(key, offset, length);
    if (octets == null || octets.length < length) {
      throw lacking();
    }
    return octets.length == length ? octets : Arrays.copyOf(octets, length);
  }

  /// The last octets as they are stored.
  byte[] last(int length) {
    byte[] octets = backend.last(key, length);
    if (octets == null) {
      throw lacking();
    }
    return octets;
  }

  StoreException lacking() {
    return new StoreException.Corrupt("object " + key + " of a blob lacks octets");
  }
}

package org.mailkeep.store.api.spi;

/// A way to compress blocks, each for itself. Safe for many threads.
public interface BlobCodec {
  /// Compresses the first octets of an array.
  ///
  /// @return what [#decompress] takes; may be longer than what went in
  byte[] compress(byte[] octets, int length);

  /// Gives back what was compressed.
  ///
  /// @param size octets that it was
  /// @throws org.mailkeep.store.api.StoreException.Corrupt when these are not such octets
  byte[] decompress(byte[] octets, int offset, int length, int size);
}

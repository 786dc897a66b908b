package org.mailkeep.store.api;

import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.BlobCodecs;

/// How octets of blobs are stored.
///
/// @param compression of new ones
/// @param codecs for those that are stored already, too
public record BlobForm(Compression compression, BlobCodecs codecs) {
  /// As they are.
  public static final BlobForm PLAIN =
      new BlobForm(
          Compression.NONE,
          compression -> {
            throw new StoreException.Corrupt("nothing here knows " + compression);
          });

  /// Whether new ones are stored as they are.
  boolean isPlain() {
    return compression == Compression.NONE;
  }

  /// A block as it is stored: compressed, when that makes it shorter.
  byte[] pack(byte[] block) {
    if (isPlain()) {
      return block;
    }
    byte[] packed = codecs.of(compression).compress(block, block.length);
    return packed.length < block.length ? packed : block;
  }

  /// A block as it was.
  ///
  /// @param how it was stored
  /// @param size octets that it was; as many are stored of one that is not compressed
  byte[] unpack(byte[] stored, Compression how, int size) {
    return how == Compression.NONE || stored.length == size
        ? stored
        : codecs.of(how).decompress(stored, 0, stored.length, size);
  }
}

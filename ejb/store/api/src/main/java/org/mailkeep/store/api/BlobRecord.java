package org.mailkeep.store.api;

import java.util.Arrays;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.StoreSettings.Compression;

/// What the index knows of a blob: `version(1) flags(1) size(8) chunk(4) storage(0|16)`.
///
/// @param kind where its octets lie
/// @param compression of its octets
/// @param condemned whether a purge found no owner; whoever links it then takes that back
/// @param size octets of the blob
/// @param chunk octets of each chunk but the last, when there are chunks
/// @param storage under which its octets lie; empty when one chunk holds it all
record BlobRecord(
    Kind kind, Compression compression, boolean condemned, long size, int chunk, byte[] storage) {
  private static final int VERSION = 1;
  private static final int CONDEMNED = 1;
  private static final int OUTSIDE = 2;
  private static final int LZ4 = 4;
  private static final int ZSTD = 8;
  private static final int HEADER = 14;

  /// Where octets lie.
  enum Kind {
    /// All in one value of the data store.
    SINGLE,
    /// In chunks in the data store.
    CHUNKS,
    /// In a backend of their own.
    OUTSIDE
  }

  /// Of a blob that one value of the data store holds.
  static BlobRecord single(int size, Compression compression) {
    return new BlobRecord(Kind.SINGLE, compression, false, size, size, new byte[0]);
  }

  static BlobRecord parse(byte[] octets) {
    if (octets.length < HEADER || octets[0] != VERSION) {
      throw new StoreException.Corrupt("blob record of an unknown form");
    }
    int flags = octets[1];
    boolean single = octets.length == HEADER;
    Kind here = single ? Kind.SINGLE : Kind.CHUNKS;
    return new BlobRecord(
        (flags & OUTSIDE) != 0 ? Kind.OUTSIDE : here,
        compression(flags),
        (flags & CONDEMNED) != 0,
        Keys.u64(octets, 2),
        Keys.u32(octets, 10),
        Arrays.copyOfRange(octets, HEADER, octets.length));
  }

  byte[] bytes() {
    int flags = (condemned ? CONDEMNED : 0) | (kind == Kind.OUTSIDE ? OUTSIDE : 0);
    return Keys.of()
        .u8(VERSION)
        .u8(flags | flag(compression))
        .u64(size)
        .u32(chunk)
        .raw(storage)
        .bytes();
  }

  /// Where the octets of a single one lie.
  byte[] singleKey(BlobHash blob) {
    return compression == Compression.NONE ? BlobKeys.single(blob) : BlobKeys.packed(blob);
  }

  /// Whether the octets lie where another record says.
  boolean liesAs(BlobRecord other) {
    return kind == other.kind
        && compression == other.compression
        && Arrays.equals(storage, other.storage);
  }

  BlobRecord condemn(boolean value) {
    return new BlobRecord(kind, compression, value, size, chunk, storage);
  }

  private static Compression compression(int flags) {
    return switch (flags & (LZ4 | ZSTD)) {
      case 0 -> Compression.NONE;
      case LZ4 -> Compression.LZ4;
      case ZSTD -> Compression.ZSTD;
      default -> throw new StoreException.Corrupt("blob record of an unknown form");
    };
  }

  private static int flag(Compression compression) {
    return switch (compression) {
      case NONE -> 0;
      case LZ4 -> LZ4;
      case ZSTD -> ZSTD;
    };
  }
}

package org.mailkeep.store.api;

import java.util.Arrays;

/// What the index knows of a blob: `version(1) flags(1) size(8) chunk(4) storage(0|16)`.
///
/// @param condemned whether a purge found no owner; whoever links it then takes that back
/// @param size octets of the blob
/// @param chunk octets of each chunk but the last
/// @param storage under which its chunks lie; empty when one chunk holds it all
record BlobRecord(boolean condemned, long size, int chunk, byte[] storage) {
  private static final int VERSION = 1;
  private static final int CONDEMNED = 1;
  private static final int HEADER = 14;

  static BlobRecord parse(byte[] octets) {
    if (octets.length < HEADER || octets[0] != VERSION) {
      throw new StoreException.Corrupt("blob record of an unknown form");
    }
    return new BlobRecord(
        (octets[1] & CONDEMNED) != 0,
        Keys.u64(octets, 2),
        Keys.u32(octets, 10),
        Arrays.copyOfRange(octets, HEADER, octets.length));
  }

  byte[] bytes() {
    return Keys.of()
        .u8(VERSION)
        .u8(condemned ? CONDEMNED : 0)
        .u64(size)
        .u32(chunk)
        .raw(storage)
        .bytes();
  }

  BlobRecord condemn(boolean value) {
    return new BlobRecord(value, size, chunk, storage);
  }

  boolean single() {
    return storage.length == 0;
  }
}

package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.List;

/// What a [DataBlobBackend] knows of an object. Its form is on disks.
///
/// @param size octets
/// @param chunk octets of each chunk but the last
/// @param turn 0 or 1, the other than that of the object which it replaced
record BlobHead(long size, int chunk, int turn) {
  private static final int LENGTH = Long.BYTES + Integer.BYTES + 1;

  BlobHead {
    if (size < 0 || chunk < 1 || turn < 0 || turn > 1) {
      throw new StoreException.Corrupt(
          "an object of " + size + " octets in chunks of " + chunk + ", turn " + turn);
    }
  }

  static BlobHead parse(byte[] stored) {
    if (stored.length != LENGTH) {
      throw new StoreException.Corrupt("what tells of an object is " + stored.length + " octets");
    }
    return new BlobHead(
        Keys.u64(stored, 0), Keys.u32(stored, Long.BYTES), stored[LENGTH - 1] & 0xff);
  }

  byte[] bytes() {
    return Keys.of(size).u32(chunk).u8(turn).bytes();
  }

  /// How many chunks there are.
  int count() {
    return Math.toIntExact((size + chunk - 1) / chunk);
  }

  /// Whether another object's octets lie under keys like this one's.
  boolean isLike(BlobHead other) {
    return chunk == other.chunk && turn == other.turn;
  }

  /// The keys of the chunks that hold a part of an object, as far as that is long enough.
  List<byte[]> chunks(byte[] object, long offset, int length) {
    List<byte[]> keys = new ArrayList<>();
    long end = Math.min(size, offset + length);
    for (long number = offset / chunk; number * chunk < end; number++) {
      keys.add(BlobKeys.piece(object, turn, Math.toIntExact(number)));
    }
    return keys;
  }
}

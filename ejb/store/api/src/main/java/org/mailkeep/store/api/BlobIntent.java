package org.mailkeep.store.api;

import java.util.Arrays;
import org.mailkeep.kernel.BlobHash;

/// The right to octets under a storage id, recorded in the store until it runs out.
///
/// Whoever writes or links such octets requires the record; a purge takes record and octets away in
/// one batch. So there are never octets without a record of them. When the content turns out to be
/// stored already, the octets go and the record tells of a hold on the stored blob instead.
///
/// @param outside whether the octets lie outside the data store
/// @param storage where the octets lie
/// @param due until when, milliseconds since 1970
record BlobIntent(boolean outside, byte[] storage, long due) {
  private static final byte HERE = 1;
  private static final byte HOLDING = 2;
  private static final byte OUTSIDE = 3;

  byte[] key() {
    return BlobKeys.intent(due, storage);
  }

  void begin(Batch batch) {
    batch.put(Subspace.BLOB_RESERVATION, key(), writing());
  }

  void require(Batch batch) {
    batch.require(Subspace.BLOB_RESERVATION, key(), writing());
  }

  void end(Batch batch) {
    batch.delete(Subspace.BLOB_RESERVATION, key());
  }

  /// The same right, for longer.
  BlobIntent until(long later) {
    return new BlobIntent(outside, storage, later);
  }

  /// Ends the right to the octets and holds a stored blob instead.
  void hold(Batch batch, BlobHash blob) {
    require(batch);
    batch.put(Subspace.BLOB_RESERVATION, key(), holding(blob));
    batch.put(Subspace.BLOB_LINK, BlobKeys.hold(blob, storage), new byte[0]);
  }

  /// Ends a hold that is still there.
  void release(Batch batch, BlobHash blob) {
    batch.require(Subspace.BLOB_RESERVATION, key(), holding(blob));
    end(batch);
    batch.delete(Subspace.BLOB_LINK, BlobKeys.hold(blob, storage));
  }

  /// Whether a stored value tells of a hold.
  static boolean isHold(byte[] value) {
    return value[0] == HOLDING;
  }

  /// The blob that a stored value of a hold names.
  static BlobHash held(byte[] value) {
    return BlobHash.of(Arrays.copyOfRange(value, 1, value.length));
  }

  /// Whether a stored value tells of octets outside.
  static boolean isOutside(byte[] value) {
    return value[0] == OUTSIDE;
  }

  private byte[] writing() {
    return new byte[] {outside ? OUTSIDE : HERE};
  }

  private static byte[] holding(BlobHash blob) {
    return Keys.of().u8(HOLDING).raw(blob.octets()).bytes();
  }
}

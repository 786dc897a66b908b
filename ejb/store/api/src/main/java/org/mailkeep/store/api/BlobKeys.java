package org.mailkeep.store.api;

import java.util.Arrays;
import org.mailkeep.kernel.BlobHash;

/// The keys under which [DataBlobStore] keeps blobs. Never changed: they are on disks.
final class BlobKeys {
  /// Octets of a storage id.
  static final int STORAGE = 16;

  private static final int SINGLE = 0;
  private static final int CHUNKED = 1;
  private static final int OWNER = 0;
  private static final int HOLD = 1;
  private static final int INTENT = 1;
  private static final int CANDIDATE = 2;

  private BlobKeys() {}

  /// In BLOB_CHUNK: all octets of a blob that fits one chunk.
  static byte[] single(BlobHash blob) {
    return Keys.of().u8(SINGLE).raw(blob.octets()).bytes();
  }

  /// In BLOB_CHUNK: one of many.
  static byte[] chunk(byte[] storage, int number) {
    return Keys.of().u8(CHUNKED).raw(storage).u32(number).bytes();
  }

  /// In BLOB_CHUNK: all of a storage id.
  static Range chunks(byte[] storage) {
    return Range.prefix(Keys.of().u8(CHUNKED).raw(storage).bytes());
  }

  /// In BLOB_LINK: an owner.
  static byte[] link(BlobHash blob, byte[] owner) {
    return Keys.of().raw(blob.octets()).u8(OWNER).raw(owner).bytes();
  }

  /// In BLOB_LINK: a staged blob that found its content stored already.
  static byte[] hold(BlobHash blob, byte[] storage) {
    return Keys.of().raw(blob.octets()).u8(HOLD).raw(storage).bytes();
  }

  /// In BLOB_LINK: all who keep a blob.
  static Range links(BlobHash blob) {
    return Range.prefix(blob.octets());
  }

  /// In BLOB_RESERVATION: a storage id that is being written, good until then.
  static byte[] intent(long due, byte[] storage) {
    return Keys.of().u8(INTENT).u64(due).raw(storage).bytes();
  }

  /// In BLOB_RESERVATION: intents that were good until before then.
  static Range intentsBefore(long time) {
    return new Range(Keys.of().u8(INTENT).bytes(), Keys.of().u8(INTENT).u64(time).bytes());
  }

  /// The storage id of an intent.
  static byte[] storageOf(byte[] intent) {
    return Arrays.copyOfRange(intent, 9, 9 + STORAGE);
  }

  /// In BLOB_RESERVATION: a blob that lost an owner and is looked at then.
  static byte[] candidate(long due, BlobHash blob) {
    return Keys.of().u8(CANDIDATE).u64(due).raw(blob.octets()).bytes();
  }

  /// In BLOB_RESERVATION: blobs to be looked at before then.
  static Range candidatesBefore(long time) {
    return new Range(Keys.of().u8(CANDIDATE).bytes(), Keys.of().u8(CANDIDATE).u64(time).bytes());
  }

  /// The blob of a candidate.
  static BlobHash blobOf(byte[] candidate) {
    return BlobHash.of(Arrays.copyOfRange(candidate, 9, 9 + BlobHash.LENGTH));
  }
}

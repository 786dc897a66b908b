package org.mailkeep.store.api;

import java.util.Arrays;
import org.mailkeep.kernel.BlobHash;

/// The keys under which [DataBlobStore] and [DataBlobBackend] keep blobs. Never changed: they are
/// on disks.
final class BlobKeys {
  /// Octets of a storage id.
  static final int STORAGE = 16;

  private static final int SINGLE = 0;
  private static final int CHUNKED = 1;
  private static final int PACKED = 2;
  private static final int PIECE = 3;
  private static final int HEAD = 4;
  private static final int WRITER = 5;
  private static final int OWNER = 0;
  private static final int HOLD = 1;
  private static final int INTENT = 1;
  private static final int CANDIDATE = 2;
  private static final int GARBAGE = 3;

  private BlobKeys() {}

  /// In BLOB_CHUNK: all octets of a blob that fits one chunk.
  static byte[] single(BlobHash blob) {
    return Keys.of().u8(SINGLE).raw(blob.octets()).bytes();
  }

  /// In BLOB_CHUNK: the same, compressed.
  static byte[] packed(BlobHash blob) {
    return Keys.of().u8(PACKED).raw(blob.octets()).bytes();
  }

  /// In BLOB_CHUNK: one of many.
  static byte[] chunk(byte[] storage, int number) {
    return Keys.of().u8(CHUNKED).raw(storage).u32(number).bytes();
  }

  /// In BLOB_CHUNK: all of a storage id.
  static Range chunks(byte[] storage) {
    return Range.prefix(Keys.of().u8(CHUNKED).raw(storage).bytes());
  }

  /// In BLOB_CHUNK: all blobs that fit one chunk.
  static Range allSingle() {
    return Range.prefix(Keys.of().u8(SINGLE).bytes());
  }

  /// In BLOB_CHUNK: the same, compressed.
  static Range allPacked() {
    return Range.prefix(Keys.of().u8(PACKED).bytes());
  }

  /// In BLOB_CHUNK: those of all storage ids.
  static Range allChunks() {
    return Range.prefix(Keys.of().u8(CHUNKED).bytes());
  }

  /// The storage id of a chunk.
  static byte[] storageOfChunk(byte[] chunk) {
    return Arrays.copyOfRange(chunk, 1, 1 + STORAGE);
  }

  /// In BLOB_CHUNK: what tells of an object of another data store's.
  static byte[] head(byte[] object) {
    return Keys.of().u8(HEAD).raw(object).bytes();
  }

  /// In BLOB_CHUNK: all heads of objects.
  static Range heads() {
    return Range.prefix(Keys.of().u8(HEAD).bytes());
  }

  /// The object of a head.
  static byte[] objectOfHead(byte[] head) {
    return Arrays.copyOfRange(head, 1, 1 + STORAGE);
  }

  /// In BLOB_CHUNK: who writes an object.
  static byte[] writer(byte[] object) {
    return Keys.of().u8(WRITER).raw(object).bytes();
  }

  /// In BLOB_CHUNK: a chunk of an object.
  static byte[] piece(byte[] object, int turn, int number) {
    return Keys.of().u8(PIECE).raw(object).u8(turn).u32(number).bytes();
  }

  /// In BLOB_CHUNK: the chunks of an object of one turn.
  static Range pieces(byte[] object, int turn) {
    return Range.prefix(Keys.of().u8(PIECE).raw(object).u8(turn).bytes());
  }

  /// In BLOB_CHUNK: all chunks of an object.
  static Range pieces(byte[] object) {
    return Range.prefix(Keys.of().u8(PIECE).raw(object).bytes());
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

  /// Until when an intent is good.
  static long dueOf(byte[] intent) {
    return Keys.u64(intent, 1);
  }

  /// In BLOB_RESERVATION: a storage id outside whose octets are to be deleted.
  static byte[] garbage(byte[] storage) {
    return Keys.of().u8(GARBAGE).raw(storage).bytes();
  }

  /// In BLOB_RESERVATION: all garbage.
  static Range allGarbage() {
    return Range.prefix(Keys.of().u8(GARBAGE).bytes());
  }

  /// The storage id of garbage.
  static byte[] storageOfGarbage(byte[] garbage) {
    return Arrays.copyOfRange(garbage, 1, 1 + STORAGE);
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

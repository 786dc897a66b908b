package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.spi.BlobBackend;

/// Blobs of another data store, kept in a data store: so PostgreSQL may have the records and
/// RocksDB the messages, or the other way round.
///
/// An object lies in chunks of equal size; what tells of it, its head, is written with the last of
/// them in one durable commit, so a reader sees all of it or nothing. Chunks before the last are
/// written ahead, by the leave of a mark which [#abandon] takes away. An object that replaces
/// another lies beside it until then: an odd or even [BlobHead#turn] tells them apart.
public final class DataBlobBackend implements BlobBackend {
  /// Chunks that are deleted one by one, which backends find cheaper than a range.
  private static final int FEW = 100;

  private final DataStore store;
  private final Chance chance;
  private final int chunk;

  /// @param store where objects lie; closed by whoever opened it
  /// @param chance makes the marks of writers
  /// @param chunk octets of new objects' chunks
  public DataBlobBackend(DataStore store, Chance chance, int chunk) {
    this.store = store;
    this.chance = chance;
    this.chunk = new BlobLimits(chunk, BlobLimits.DEFAULT.reservation()).chunk();
  }

  @Override
  public Upload begin(String key) {
    return new DataBlobUpload(this, object(key));
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    byte[] object = object(key);
    // Most objects are as new ones are: head and octets come at once.
    var usual = new BlobHead(Long.MAX_VALUE, chunk, 0);
    List<byte[]> keys = new ArrayList<>();
    keys.add(BlobKeys.head(object));
    keys.addAll(usual.chunks(object, offset, length));
    List<byte @Nullable []> found = store.get(Subspace.BLOB_CHUNK, keys);
    byte[] stored = found.getFirst();
    if (stored == null) {
      return null;
    }
    BlobHead head = BlobHead.parse(stored);
    return head.isLike(usual)
        ? octets(object, head, offset, length, found.subList(1, found.size()))
        : read(object, head, offset, length);
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    byte[] object = object(key);
    BlobHead head = head(object);
    return head == null ? null : read(object, head, Math.max(0, head.size() - length), length);
  }

  @Override
  public void delete(String key) {
    byte[] object = object(key);
    store.write((reader, batch) -> {
      byte[] stored = reader.get(Subspace.BLOB_CHUNK, BlobKeys.head(object));
      if (stored != null) {
        batch
            .require(Subspace.BLOB_CHUNK, BlobKeys.head(object), stored)
            .delete(Subspace.BLOB_CHUNK, BlobKeys.head(object));
        drop(batch, object, BlobHead.parse(stored));
      }
      return batch;
    });
  }

  @Override
  public void abandon(String key) {
    byte[] object = object(key);
    store.write((_, batch) ->
        batch
            .delete(Subspace.BLOB_CHUNK, BlobKeys.writer(object))
            .delete(Subspace.BLOB_CHUNK, BlobKeys.head(object))
            .delete(Subspace.BLOB_CHUNK, BlobKeys.pieces(object)));
  }

  @Override
  public List<String> list(String after, int limit) {
    Range heads = BlobKeys.heads();
    byte[] from =
        after.isEmpty() ? heads.from() : Keys.of().raw(BlobKeys.head(object(after))).u8(0).bytes();
    return store
        .scan(Subspace.BLOB_CHUNK, new Range(from, heads.to()), Direction.UP, limit)
        .stream()
        .map(entry -> HexFormat.of().formatHex(BlobKeys.objectOfHead(entry.key())))
        .toList();
  }

  /// The store stays open: it may have other roles.
  @Override
  public void close() {}

  DataStore store() {
    return store;
  }

  /// Octets of new objects' chunks.
  int chunk() {
    return chunk;
  }

  /// What tells a writer from another.
  byte[] newWriter() {
    return chance.octets(BlobKeys.STORAGE);
  }

  /// What is known of an object, or null.
  @Nullable BlobHead head(byte[] object) {
    byte[] stored = store.get(Subspace.BLOB_CHUNK, BlobKeys.head(object));
    return stored == null ? null : BlobHead.parse(stored);
  }

  /// Adds to a batch that an object's chunks go.
  static void drop(Batch batch, byte[] object, BlobHead head) {
    if (head.count() > FEW) {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.pieces(object, head.turn()));
      return;
    }
    for (int number = 0; number < head.count(); number++) {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.piece(object, head.turn(), number));
    }
  }

  private byte @Nullable [] read(byte[] object, BlobHead head, long offset, int length) {
    List<byte[]> keys = head.chunks(object, offset, length);
    return octets(object, head, offset, length, store.get(Subspace.BLOB_CHUNK, keys));
  }

  /// Octets from an offset on, out of the chunks that hold them; null when the object has gone
  /// meanwhile.
  private byte @Nullable [] octets(
      byte[] object, BlobHead head, long offset, int length, List<byte @Nullable []> chunks) {
    int wanted = Math.clamp(head.size() - offset, 0, length);
    var octets = new byte[wanted];
    int done = 0;
    int skip = (int) (offset % head.chunk());
    for (byte @Nullable [] piece : chunks) {
      if (done == wanted) {
        break;
      }
      int count = Math.min(wanted - done, head.chunk() - skip);
      if (piece == null || piece.length < skip + count) {
        if (head.equals(head(object))) {
          throw new StoreException.Corrupt(
              "object " + HexFormat.of().formatHex(object) + " lacks octets");
        }
        return read(HexFormat.of().formatHex(object), offset, length);
      }
      System.arraycopy(piece, skip, octets, done, count);
      done += count;
      skip = 0;
    }
    return octets;
  }

  private static byte[] object(String key) {
    byte[] object = HexFormat.of().parseHex(key);
    if (object.length != BlobKeys.STORAGE) {
      throw new IllegalArgumentException("key of " + object.length + " octets");
    }
    return object;
  }
}

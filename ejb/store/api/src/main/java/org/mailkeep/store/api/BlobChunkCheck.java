package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;

/// Octets in the data store belong to a blob, or to a writer who is at it. Others would stay for
/// ever; they go.
///
/// Octets in chunks are known by a storage id, which the index holds by blob alone; an
/// [UnownedStorage] tells those that belong to nobody.
public final class BlobChunkCheck implements Verification.Check {
  private static final String NAME = "octets";

  /// Each is a whole message in memory.
  private static final int SINGLES = 50;

  private final DataStore store;
  private final int most;
  private final UnownedStorage unknown;

  public BlobChunkCheck(DataBlobStore blobs) {
    this(blobs, UnownedStorage.MOST);
  }

  /// @param most storage ids that are held in memory, about 100 octets each
  BlobChunkCheck(DataBlobStore blobs, int most) {
    this.store = blobs.store();
    this.most = most;
    this.unknown = new UnownedStorage(store);
  }

  @Override
  public void run(Verification verification) {
    verification.progress().begin("looking at octets", Progress.UNKNOWN, "pieces");
    byte[] from = BlobKeys.allChunks().from();
    for (Range single : List.of(BlobKeys.allSingle(), BlobKeys.allPacked())) {
      Pages.forEach(
          store, Subspace.BLOB_CHUNK, single, SINGLES, page -> single(verification, page));
    }
    while (from.length > 0) {
      from = collect(from);
      sift(verification);
    }
  }

  private void single(Verification verification, List<Entry> page) {
    for (Entry entry : page) {
      BlobHash blob = BlobHash.of(Arrays.copyOfRange(entry.key(), 1, entry.key().length));
      if (!has(store, blob, entry.key())) {
        try (Snapshot now = store.snapshot()) {
          if (now.get(Subspace.BLOB_CHUNK, entry.key()) != null && !has(now, blob, entry.key())) {
            verification.found(
                NAME, "octets of blob " + blob, "belong to nobody", () -> delete(blob, entry));
          }
        }
      }
    }
    verification.looked("pieces of octets", page.size());
  }

  private static boolean has(Reader reader, BlobHash blob, byte[] key) {
    byte[] record = reader.get(Subspace.BLOB, blob.octets());
    return record != null && Arrays.equals(BlobRecord.parse(record).singleKey(blob), key);
  }

  private boolean delete(BlobHash blob, Entry entry) {
    byte[] record = store.get(Subspace.BLOB, blob.octets());
    var batch =
        new Batch()
            .require(Subspace.BLOB, blob.octets(), record)
            .delete(Subspace.BLOB_CHUNK, entry.key());
    return !has(store, blob, entry.key()) && store.commit(batch) instanceof Commit.Committed;
  }

  /// Notes storage ids, jumping from one to the next.
  ///
  /// @return where to go on; empty at the end
  private byte[] collect(byte[] from) {
    byte[] next = from;
    while (unknown.size() < most) {
      Range rest = new Range(next, BlobKeys.allChunks().to());
      List<Entry> first = store.scan(Subspace.BLOB_CHUNK, rest, Direction.UP, 1);
      if (first.isEmpty()) {
        return new byte[0];
      }
      byte[] storage = BlobKeys.storageOfChunk(first.getFirst().key());
      unknown.add(storage);
      byte[] behind = BlobKeys.chunks(storage).to();
      if (behind == null) {
        return new byte[0];
      }
      next = behind;
    }
    return next;
  }

  private void sift(Verification verification) {
    verification.looked("blobs in pieces", unknown.size());
    unknown.sift(storage -> {
      if (isThere(storage)) {
        verification.found(
            NAME,
            "octets under " + HexFormat.of().formatHex(storage),
            "belong to nobody",
            () -> delete(storage));
      }
    });
  }

  private boolean isThere(byte[] storage) {
    return !store.scan(Subspace.BLOB_CHUNK, BlobKeys.chunks(storage), Direction.UP, 1).isEmpty();
  }

  /// An id is never given again, so nobody can begin to use them.
  private boolean delete(byte[] storage) {
    var batch = new Batch().delete(Subspace.BLOB_CHUNK, BlobKeys.chunks(storage));
    return store.commit(batch) instanceof Commit.Committed;
  }
}

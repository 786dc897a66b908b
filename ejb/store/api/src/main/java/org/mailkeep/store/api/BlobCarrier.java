package org.mailkeep.store.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.BlobBackend;

/// Brings single blobs to where new ones go. Safe for many threads, as long as each blob has one.
final class BlobCarrier {
  private static final int ATTEMPTS = 20;
  private static final int PIECE = BlobObject.MOST;

  private final DataBlobStore blobs;
  private final DataStore store;
  private final BlobHome home;

  BlobCarrier(DataBlobStore blobs, BlobHome home) {
    this.blobs = blobs;
    this.store = blobs.store();
    this.home = home;
  }

  /// What became of a blob.
  ///
  /// @param hash of what was read where it is now; null when it is missing
  /// @param moved whether it was copied
  /// @param damaged whether it was not what its name says before, or missing
  record Brought(byte @Nullable [] hash, boolean moved, boolean damaged) {}

  /// Brings a blob.
  ///
  /// @return null when there is no such blob any more
  @Nullable Brought bring(BlobHash blob) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] stored = blobs.record(blob);
      if (stored == null) {
        return null;
      }
      Brought brought = bring(blob, stored);
      if (brought != null) {
        return brought;
      }
    }
    throw new StoreException.Contended("blob " + blob + " changed in each of many attempts");
  }

  /// @return null when it has changed meanwhile
  private @Nullable Brought bring(BlobHash blob, byte[] stored) {
    BlobRecord record = BlobRecord.parse(stored);
    boolean isOutside = record.kind() == BlobRecord.Kind.OUTSIDE;
    try {
      if (home.outside() == null) {
        return isOutside ? inside(blob, stored, record) : there(blob, record);
      }
      if (!isOutside) {
        return outside(blob, stored, record);
      }
      BlobBackend before = home.before();
      return before == null ? there(blob, record) : across(blob, record, home.outside(), before);
    } catch (StoreException.Corrupt e) {
      byte[] now = blobs.record(blob);
      return now == null || !BlobRecord.parse(now).liesAs(record)
          ? null
          : new Brought(null, false, true);
    }
  }

  private Brought there(BlobHash blob, BlobRecord record) {
    return brought(blob, hash(blobs.octets(blob, record), record.size()), false);
  }

  private static Brought brought(BlobHash blob, byte[] hash, boolean moved) {
    return new Brought(hash, moved, !MessageDigest.isEqual(hash, blob.octets()));
  }

  /// From one backend to another, as it is stored there.
  private Brought across(BlobHash blob, BlobRecord record, BlobBackend now, BlobBackend before) {
    String key = HexFormat.of().formatHex(record.storage());
    byte[] known = isThere(now, key, record) ? readable(now, record) : null;
    boolean good = MessageDigest.isEqual(known, blob.octets());
    if (good || !isThere(before, key, record)) {
      if (known == null) {
        throw new StoreException.Corrupt("blob " + blob + " is missing");
      }
      before.delete(key);
      return brought(blob, known, false);
    }
    copy(before, now, key, stored(before, key, record));
    if (blobs.record(blob) == null) {
      // Its deletion may have passed before the copy was there.
      now.delete(key);
      return new Brought(null, true, false);
    }
    byte[] hash = readBack(place(now).octets(record), record, blob);
    if (!MessageDigest.isEqual(hash, blob.octets())) {
      checkSame(hash, hash(place(before).octets(record), record.size()), blob);
    }
    before.delete(key);
    return brought(blob, hash, true);
  }

  /// The hash of what lies there; null when it cannot be read.
  private byte @Nullable [] readable(BlobBackend now, BlobRecord record) {
    try {
      return hash(place(now).octets(record), record.size());
    } catch (StoreException.Corrupt e) {
      return null;
    }
  }

  /// An object that is empty need not be there to be read.
  private static boolean isThere(BlobBackend backend, String key, BlobRecord record) {
    boolean empty = record.size() == 0 && record.compression() == Compression.NONE;
    return empty || backend.last(key, 1) != null;
  }

  private OutsidePlace place(BlobBackend backend) {
    return new OutsidePlace(blobs, backend, home.form());
  }

  /// Octets of an object as it is stored.
  private long stored(BlobBackend backend, String key, BlobRecord record) {
    var object = new BlobObject(backend, key, record.size());
    return record.compression() == Compression.NONE
        ? record.size()
        : new BlockReader(object, home.form().codecs().of(record.compression())).stored();
  }

  private static void copy(BlobBackend from, BlobBackend to, String key, long size) {
    try (BlobBackend.Upload upload = to.begin(key)) {
      pump(new BlobObject(from, key, size), size, upload);
      upload.finish();
    }
  }

  /// Out of the data store.
  private @Nullable Brought outside(BlobHash blob, byte[] stored, BlobRecord record) {
    OutsidePlace place = place(Objects.requireNonNull(home.outside()));
    BlobInputStream.Octets octets = blobs.octets(blob, record);
    var intent = new BlobIntent(true, blobs.newStorage(), blobs.due());
    var begin = new Batch();
    intent.begin(begin);
    store.commit(begin);
    boolean moved = false;
    try {
      byte[] hash = upload(place, intent, octets, record.size());
      BlobRecord there = place.record(record.size(), intent.storage());
      checkSame(readBack(place.octets(there), there, blob), hash, blob);
      var batch = new Batch();
      intent.require(batch);
      intent.end(batch);
      forget(batch, blob, record);
      moved = replace(batch, blob, stored, there.condemn(record.condemned()));
      return moved ? brought(blob, hash, true) : null;
    } finally {
      if (!moved) {
        drop(place, intent);
      }
    }
  }

  private static byte[] upload(
      OutsidePlace place, BlobIntent intent, BlobInputStream.Octets octets, long size) {
    try (BlobBackend.Upload upload = place.begin(intent.storage())) {
      byte[] hash = pump(octets, size, upload);
      upload.finish();
      return hash;
    }
  }

  /// Gives up what did not take the place; a purge does it when this fails.
  private void drop(OutsidePlace place, BlobIntent intent) {
    try {
      var batch = new Batch();
      intent.require(batch);
      intent.end(batch);
      place.abandon(batch, intent.storage());
      if (store.writeAhead(batch) instanceof Commit.Committed) {
        place.dropped(intent.storage());
      }
    } catch (StoreException e) {
      return;
    }
  }

  private static void forget(Batch batch, BlobHash blob, BlobRecord record) {
    BlobArchive.forget(batch, blob, record.bytes());
  }

  /// Into the data store.
  private @Nullable Brought inside(BlobHash blob, byte[] stored, BlobRecord record) {
    BlobPlace here = Objects.requireNonNull(blobs.place(false));
    BlobPlace outside = Objects.requireNonNull(blobs.place(true));
    BlobInputStream.Octets octets = outside.octets(record);
    int chunk = blobs.chunk();
    if (record.size() <= chunk) {
      byte[] all = octets.read(0, chunk);
      var batch = new Batch();
      BlobForm form = home.form();
      var there = BlobRecord.single(all.length, form.compression());
      batch.put(Subspace.BLOB_CHUNK, there.singleKey(blob), form.pack(all));
      outside.drop(batch, record);
      return replace(batch, blob, stored, there.condemn(record.condemned()))
          ? verified(blob, there, sha256().digest(all))
          : null;
    }
    return chunks(blob, stored, record, (ChunkPlace) here);
  }

  /// Chunks are written ahead, the last with the record that tells of them.
  private @Nullable Brought chunks(
      BlobHash blob, byte[] stored, BlobRecord record, ChunkPlace here) {
    BlobPlace outside = Objects.requireNonNull(blobs.place(true));
    BlobInputStream.Octets octets = outside.octets(record);
    MessageDigest digest = sha256();
    var intent = new BlobIntent(false, blobs.newStorage(), blobs.due());
    var batch = new Batch();
    intent.begin(batch);
    long done = 0;
    while (true) {
      byte[] piece = octets.read(done, here.chunk());
      digest.update(piece);
      here.put(batch, intent.storage(), done, piece);
      done += piece.length;
      if (done >= record.size()) {
        break;
      }
      if (store.writeAhead(batch) instanceof Commit.Conflict) {
        throw BufferedSink.tooSlow();
      }
      batch = new Batch();
      intent.require(batch);
      if (intent.due() - blobs.now() < blobs.reservation().toMillis() / 2) {
        intent.end(batch);
        intent = intent.until(blobs.due());
        intent.begin(batch);
      }
    }
    intent.end(batch);
    outside.drop(batch, record);
    BlobRecord there = here.record(record.size(), intent.storage());
    return replace(batch, blob, stored, there.condemn(record.condemned()))
        ? verified(blob, there, digest.digest())
        : null;
  }

  private Brought verified(BlobHash blob, BlobRecord there, byte[] hash) {
    checkSame(readBack(blobs.octets(blob, there), there, blob), hash, blob);
    return brought(blob, hash, true);
  }

  private boolean replace(Batch batch, BlobHash blob, byte[] stored, BlobRecord there) {
    batch
        .require(Subspace.BLOB, blob.octets(), stored)
        .put(Subspace.BLOB, blob.octets(), there.bytes());
    return store.writeAhead(batch) instanceof Commit.Committed;
  }

  private static void checkSame(byte[] target, byte[] source, BlobHash blob) {
    if (!MessageDigest.isEqual(target, source)) {
      throw new StoreException.Unavailable(
          "blob " + blob + " is not what was written in the new store");
    }
  }

  /// The hash of what was just written.
  private static byte[] readBack(BlobInputStream.Octets octets, BlobRecord record, BlobHash blob) {
    try {
      return hash(octets, record.size());
    } catch (StoreException.Corrupt e) {
      throw new StoreException.Unavailable("blob " + blob + " in the new store: " + e, e);
    }
  }

  private static byte[] hash(BlobInputStream.Octets octets, long size) {
    return pump(octets, size, null);
  }

  /// Reads all octets.
  ///
  /// @return their hash
  private static byte[] pump(
      BlobInputStream.Octets octets, long size, BlobBackend.@Nullable Upload upload) {
    MessageDigest digest = sha256();
    for (long done = 0; done < size; ) {
      byte[] piece = octets.read(done, PIECE);
      if (piece.length == 0) {
        throw new StoreException.Corrupt("a blob lacks octets");
      }
      digest.update(piece);
      if (upload != null) {
        upload.write(piece, 0, piece.length);
      }
      done += piece.length;
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

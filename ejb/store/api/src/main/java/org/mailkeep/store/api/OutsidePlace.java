package org.mailkeep.store.api;

import java.util.HexFormat;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.BlobBackend;

/// Octets in a backend of their own, an object for each storage id.
///
/// No batch deletes them: it leaves a note that they are garbage instead, which stays until they
/// are gone. So they are deleted after nobody can refer to them, and never forgotten.
record OutsidePlace(DataBlobStore blobs, BlobBackend backend, BlobForm form) implements BlobPlace {
  private static final byte[] FINISHED = {1};
  private static final byte[] UNFINISHED = {2};

  @Override
  public BlobStore.Sink sink(Object writer) {
    return new OutsideSink(blobs, this, writer);
  }

  /// Begins to write octets.
  BlobBackend.Upload begin(byte[] storage) {
    BlobBackend.Upload upload = backend.begin(key(storage));
    return form.isPlain() ? upload : new BlockUpload(upload, form.codecs().of(form.compression()));
  }

  @Override
  public BlobRecord record(long size, byte[] storage) {
    return new BlobRecord(BlobRecord.Kind.OUTSIDE, form.compression(), false, size, 0, storage);
  }

  @Override
  public BlobInputStream.Octets octets(BlobRecord record) {
    var object = new BlobObject(backend, key(record.storage()), record.size());
    return record.compression() == Compression.NONE
        ? object
        : new BlockReader(object, form.codecs().of(record.compression()));
  }

  @Override
  public void complete(Batch batch, byte[] storage, long ahead, byte[] last) {
    // All is written.
  }

  @Override
  public void drop(Batch batch, BlobRecord record) {
    batch.put(Subspace.BLOB_RESERVATION, BlobKeys.garbage(record.storage()), FINISHED);
  }

  @Override
  public void abandon(Batch batch, byte[] storage) {
    batch.put(Subspace.BLOB_RESERVATION, BlobKeys.garbage(storage), UNFINISHED);
  }

  @Override
  public void dropped(byte[] storage) {
    byte[] key = BlobKeys.garbage(storage);
    try {
      byte[] note = blobs.store().get(Subspace.BLOB_RESERVATION, key);
      if (note != null) {
        sweep(new Entry(key, note));
      }
    } catch (StoreException e) {
      // The note stays for a purge.
      return;
    }
  }

  /// Deletes an object that is garbage, then the note of it.
  ///
  /// @throws StoreException when it may still be there; so is the note then
  void sweep(Entry note) {
    String key = key(BlobKeys.storageOfGarbage(note.key()));
    if (note.value()[0] == FINISHED[0]) {
      backend.delete(key);
    } else {
      backend.abandon(key);
    }
    blobs.store().writeAhead(new Batch().delete(Subspace.BLOB_RESERVATION, note.key()));
  }

  /// Deletes octets that belong to nobody, as a purge does: a note of it stays until they are gone.
  ///
  /// @return whether it is noted
  boolean discard(byte[] storage) {
    var batch = new Batch();
    abandon(batch, storage);
    if (blobs.store().commit(batch) instanceof Commit.Conflict) {
      return false;
    }
    dropped(storage);
    return true;
  }

  /// Deletes octets that were finished after their reservation had run out.
  void forget(byte[] storage) {
    backend.delete(key(storage));
  }

  private static String key(byte[] storage) {
    return HexFormat.of().formatHex(storage);
  }
}

package org.mailkeep.store.api.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobArchive;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Reads an archive into an empty store. Until all of it is there and was found as it was written,
/// the store says that it is incomplete, and no server uses it. For one thread.
public final class Import {
  /// Stands for the number of a store where something arrives.
  private static final byte[] ARCHIVE = "from an archive.".getBytes(StandardCharsets.US_ASCII);

  private static final int PIECE = 64 * 1024;
  private static final int BATCH_OCTETS = 2 << 20;

  private final DataBackend store;
  private final BlobStore blobs;
  private final Progress progress;
  private final ArchiveReader archive;
  private long entries;
  private Batch batch = new Batch();

  private Import(DataBackend store, BlobStore blobs, Progress progress, ArchiveReader archive) {
    this.store = store;
    this.blobs = blobs;
    this.progress = progress;
    this.archive = archive;
  }

  /// Reads an archive.
  ///
  /// @param store an empty one, or one where an import has failed, which is emptied
  /// @param blobs keeps blobs in it
  /// @param form the newest form of records that may be read
  /// @return how many entries it holds
  /// @throws IOException when the archive is none, damaged or cut off; the store stays incomplete
  /// @throws StoreException when the store fails or is not empty
  public static long run(
      DataBackend store, BlobStore blobs, int form, Progress progress, InputStream in)
      throws IOException {
    var archive = new ArchiveReader(in);
    ArchiveReader.Head head = archive.head();
    if (head.form() > form) {
      throw new IOException(
          "the archive has form "
              + head.form()
              + " of a newer server ("
              + head.release()
              + "); this one knows form "
              + form);
    }
    Marks.arrive(store, ARCHIVE, Marks.ofData());
    var work = new Import(store, blobs, progress, archive);
    work.clear();
    progress.begin("importing what " + head.release() + " exported", Progress.UNKNOWN, "entries");
    work.read();
    Marks.arrived(store, ARCHIVE, Marks.ofData());
    return work.entries;
  }

  /// Empties the store of what an import that failed has left.
  private void clear() {
    for (Subspace space : Marks.ofData()) {
      if (space != Subspace.STORE) {
        store.commit(new Batch().delete(space, Range.all()));
      }
    }
  }

  private void read() throws IOException {
    ArchiveReader.@Nullable Item item = archive.next();
    while (item != null) {
      switch (item) {
        case ArchiveReader.Item.Change(var mutation) -> change(mutation);
        case ArchiveReader.Item.Blob(var hash, var size) -> blob(hash, size);
      }
      entries++;
      progress.advance(1);
      progress.check();
      item = archive.next();
    }
    flush();
  }

  private void change(Mutation mutation) {
    switch (mutation) {
      case Mutation.Put(var space, var key, var value) -> {
        if (!Marks.own(space, key)) {
          batch.put(space, key, value);
        }
      }
      case Mutation.Delete(var space, var key) -> delete(space, key);
      case Mutation.DeleteRange(var space, var range) -> batch.delete(space, range);
      case Mutation.Require _, Mutation.Add _ -> throw new IllegalStateException("not in archives");
    }
    if (batch.size() > BATCH_OCTETS) {
      flush();
    }
  }

  /// Octets that came from outside are not deleted by the archive.
  private void delete(Subspace space, byte[] key) {
    if (space == Subspace.BLOB) {
      flush();
      byte[] record = store.get(space, key);
      if (record != null) {
        BlobArchive.forget(batch, BlobHash.of(key), record);
      }
    }
    if (!Marks.own(space, key)) {
      batch.delete(space, key);
    }
  }

  /// The first commit links the blob, the second takes the link back: its owners come by
  /// themselves.
  private void blob(BlobHash hash, long size) throws IOException {
    flush();
    try (BlobStore.Sink sink = blobs.sink()) {
      long left = size;
      while (left > 0) {
        byte[] piece = archive.octets((int) Math.min(left, PIECE));
        sink.write(piece, 0, piece.length);
        left -= piece.length;
      }
      StagedBlob staged = sink.finish();
      if (!staged.hash().equals(hash)) {
        throw new IOException("the archive is damaged: blob " + hash + " has other octets");
      }
      link(staged);
    }
  }

  private void link(StagedBlob staged) {
    var linked = new Batch();
    staged.link(linked, ARCHIVE);
    if (store.commit(linked) instanceof Commit.Conflict) {
      throw new StoreException.Unavailable("somebody else writes to the store");
    }
    blobs.unlink(batch, staged.hash(), ARCHIVE);
  }

  private void flush() {
    if (!batch.isEmpty()) {
      store.writeAhead(batch);
      batch = new Batch();
    }
  }
}

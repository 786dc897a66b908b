package org.mailkeep.store.api;

import java.io.InputStream;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;

/// Content-addressed octets: messages, scripts, files. Safe for many threads.
///
/// A blob is written to a [Sink], which makes a [StagedBlob]; the commit that links it to its first
/// owner makes it stay. A blob that nobody links is purged after its reservation has run out.
public interface BlobStore {
  /// Begins a new blob.
  Sink sink();

  /// Reads a part of a blob.
  ///
  /// @param offset of the first octet, at most the size
  /// @param length the most octets that come back; fewer at the end of the blob
  /// @throws StoreException.Corrupt when there is no such blob
  /// @throws StoreException when it cannot be read
  byte[] read(BlobHash blob, long offset, int length);

  /// Reads a part of a blob as a stream, holding a bounded piece of it.
  default InputStream stream(BlobHash blob, long offset, long length) {
    return new BlobInputStream((from, count) -> read(blob, from, count), offset, length);
  }

  /// Octets of a blob.
  ///
  /// @throws StoreException.Corrupt when there is no such blob
  long size(BlobHash blob);

  /// Adds to a batch of the data store that an owner refers to a blob which is linked already.
  void link(Batch batch, BlobHash blob, byte[] owner);

  /// Adds to a batch of the data store that an owner refers to it no more.
  void unlink(Batch batch, BlobHash blob, byte[] owner);

  /// Adds to a batch of the data store that another owner takes the place of one. Cheaper than a
  /// link and an unlink.
  ///
  /// @param from who refers to it; the batch conflicts when it does not
  /// @param to who refers to it from now on
  default void relink(Batch batch, BlobHash blob, byte[] from, byte[] to) {
    link(batch, blob, to);
    unlink(batch, blob, from);
  }

  /// Deletes blobs that nobody refers to and whose reservation has run out.
  ///
  /// @return how many
  default long purge() {
    return purge(Progress.UNWATCHED);
  }

  /// Deletes blobs that nobody refers to and whose reservation has run out.
  ///
  /// @param progress hears of what is gone; cancelling it leaves the rest to the next time
  /// @return how many
  long purge(Progress progress);

  /// Takes the octets of a new blob, in order. For one thread at a time.
  interface Sink extends AutoCloseable {
    /// Appends.
    ///
    /// @throws StoreException when the store cannot take them; the sink is then useless
    void write(byte[] octets, int offset, int length);

    /// Ends the blob. What it wrote need not be on stable storage before the commit that links it.
    StagedBlob finish();

    /// Drops what was not finished.
    @Override
    void close();
  }
}

package org.mailkeep.store.api;

/// Octets in the data store, in chunks of equal size.
///
/// @param chunk octets of a chunk
/// @param form of a chunk
record ChunkPlace(DataBlobStore blobs, int chunk, BlobForm form) implements BlobPlace {
  @Override
  public BlobStore.Sink sink(Object writer) {
    return new DataBlobSink(blobs, this, writer);
  }

  @Override
  public BlobRecord record(long size, byte[] storage) {
    return new BlobRecord(BlobRecord.Kind.CHUNKS, form.compression(), false, size, chunk, storage);
  }

  @Override
  public BlobInputStream.Octets octets(BlobRecord record) {
    return (offset, length) -> BlobChunks.read(blobs.store(), form, record, offset, length);
  }

  @Override
  public void complete(Batch batch, byte[] storage, long ahead, byte[] last) {
    put(batch, storage, ahead, last);
  }

  /// Adds a chunk to a batch.
  ///
  /// @param before octets of those before it
  void put(Batch batch, byte[] storage, long before, byte[] octets) {
    int number = (int) (before / chunk);
    batch.put(Subspace.BLOB_CHUNK, BlobKeys.chunk(storage, number), form.pack(octets));
  }

  /// Deletes chunks one by one: backends find that cheaper than a range when they are few.
  @Override
  public void drop(Batch batch, BlobRecord record) {
    int count = Math.toIntExact((record.size() + record.chunk() - 1) / record.chunk());
    for (int number = 0; number < count; number++) {
      batch.delete(Subspace.BLOB_CHUNK, BlobKeys.chunk(record.storage(), number));
    }
  }

  @Override
  public void abandon(Batch batch, byte[] storage) {
    batch.delete(Subspace.BLOB_CHUNK, BlobKeys.chunks(storage));
  }

  @Override
  public void dropped(byte[] storage) {
    // The batch did it.
  }
}

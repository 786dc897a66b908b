package org.mailkeep.store.api;

/// Where the octets of blobs lie under storage ids: in the data store, or outside.
interface BlobPlace {
  /// Begins a blob there.
  ///
  /// @param writer who is said to have [ended][DataBlobStore#ended] with the sink
  BlobStore.Sink sink(Object writer);

  /// What the index is told of octets that lie there.
  BlobRecord record(long size, byte[] storage);

  /// Octets that lie there.
  BlobInputStream.Octets octets(BlobRecord record);

  /// Adds to the batch that links a blob what was not written ahead.
  ///
  /// @param ahead octets that were
  void complete(Batch batch, byte[] storage, long ahead, byte[] last);

  /// Adds to a batch that these octets go.
  void drop(Batch batch, BlobRecord record);

  /// Adds to a batch that all goes that a writer left there.
  void abandon(Batch batch, byte[] storage);

  /// Finishes what [#drop] or [#abandon] has begun, after the batch was committed; a purge does it
  /// when it fails.
  void dropped(byte[] storage);
}

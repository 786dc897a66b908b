package org.mailkeep.store.api;

import org.mailkeep.kernel.BlobHash;

/// A blob that is written and waits to be linked.
public interface StagedBlob {
  /// Its name.
  BlobHash hash();

  /// Its octets.
  long size();

  /// Adds to a batch of the data store all that makes the blob stay and an owner refer to it. When
  /// that batch is committed, the blob's octets are on stable storage too. A small blob travels in
  /// the batch itself.
  ///
  /// @param owner who refers to it: a key of the owner's own making, unique among owners
  void link(Batch batch, byte[] owner);

  /// Drops it, so that it takes no room until its reservation has run out. Only for a blob that was
  /// never linked.
  void discard();

  /// Octets of it, as [BlobStore#read] gives them, also before it is linked.
  byte[] read(long offset, int length);
}

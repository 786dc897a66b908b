package org.mailkeep.store.api;

import org.mailkeep.kernel.BlobHash;

/// Octets of a blob that may be moved while they are read. For one thread at a time.
final class MovableOctets implements BlobInputStream.Octets {
  private final DataBlobStore blobs;
  private final BlobHash blob;
  private BlobRecord record;
  private BlobInputStream.Octets octets;

  /// @param record of the blob when the reading begins
  MovableOctets(DataBlobStore blobs, BlobHash blob, BlobRecord record) {
    this.blobs = blobs;
    this.blob = blob;
    this.record = record;
    this.octets = find();
  }

  @Override
  public byte[] read(long offset, int length) {
    try {
      return octets.read(offset, length);
    } catch (StoreException.Corrupt e) {
      if (!moved()) {
        throw e;
      }
      octets = blobs.octets(blob, record);
      return octets.read(offset, length);
    }
  }

  @Override
  public int most() {
    return octets.most();
  }

  private BlobInputStream.Octets find() {
    try {
      return blobs.octets(blob, record);
    } catch (StoreException.Corrupt e) {
      if (!moved()) {
        throw e;
      }
      return blobs.octets(blob, record);
    }
  }

  /// Whether they lie elsewhere than they did.
  private boolean moved() {
    BlobRecord before = record;
    record = blobs.existing(blob);
    return !record.liesAs(before);
  }
}

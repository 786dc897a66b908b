package org.mailkeep.store.api;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;

/// A blob in memory, which travels in the batch that links it.
final class SingleBlob implements StagedBlob {
  private final DataBlobStore blobs;
  private final BlobForm form;
  private final BlobHash hash;
  private final byte[] octets;
  private @Nullable Batch linkedIn;

  SingleBlob(DataBlobStore blobs, BlobForm form, BlobHash hash, byte[] octets) {
    this.form = form;
    this.blobs = blobs;
    this.hash = hash;
    this.octets = octets;
  }

  @Override
  public BlobHash hash() {
    return hash;
  }

  @Override
  public long size() {
    return octets.length;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a batch is itself, whatever it holds
  public void link(Batch batch, byte[] owner) {
    if (batch == linkedIn) {
      blobs.putLink(batch, hash, owner);
      return;
    }
    linkedIn = batch;
    byte[] stored = blobs.record(hash);
    if (stored != null) {
      blobs.linkStored(batch, hash, stored, owner);
      return;
    }
    var record = BlobRecord.single(octets.length, form.compression());
    batch
        .require(Subspace.BLOB, hash.octets(), null)
        .put(Subspace.BLOB, hash.octets(), record.bytes())
        .put(Subspace.BLOB_CHUNK, record.singleKey(hash), form.pack(octets));
    blobs.putLink(batch, hash, owner);
  }

  @Override
  public byte[] read(long offset, int length) {
    return BlobChunks.slice(octets, offset, length);
  }

  @Override
  public void discard() {
    // Nothing is stored yet.
  }
}

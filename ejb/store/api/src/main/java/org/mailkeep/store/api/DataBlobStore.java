package org.mailkeep.store.api;

import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;

/// Blobs in a data store, beside the records that refer to them.
///
/// * A blob that fits one chunk travels whole in the batch that links it. Of a larger one, all
///   chunks but the last are written ahead under a storage id of their own, covered by an intent,
///   so that a purge finds what a crashed writer left; the last travels with the link.
/// * The index record BLOB(hash) is made by the first link. Each link requires that the record is
///   as it was read. A purge condemns a record without links (changing it), looks for links again
///   and only then deletes: whoever linked before is seen, whoever links later takes the
///   condemnation back or conflicts.
/// * Nothing is counted, so links of one blob never conflict with each other.
public final class DataBlobStore implements BlobStore {
  private static final byte[] NOTHING = new byte[0];

  private final DataStore store;
  private final BlobLimits limits;
  private final Chance chance;
  private final InstantSource clock;

  /// @param store where blobs and links lie
  /// @param chance makes storage ids
  /// @param clock dates reservations
  public DataBlobStore(DataStore store, BlobLimits limits, Chance chance, InstantSource clock) {
    this.store = store;
    this.limits = limits;
    this.chance = chance;
    this.clock = clock;
  }

  @Override
  public Sink sink() {
    return new DataBlobSink(this);
  }

  @Override
  public byte[] read(BlobHash blob, long offset, int length) {
    return octets(blob).read(offset, length);
  }

  @Override
  public InputStream stream(BlobHash blob, long offset, long length) {
    return new BlobInputStream(octets(blob), offset, length);
  }

  @Override
  public long size(BlobHash blob) {
    return existing(blob).size();
  }

  @Override
  public void link(Batch batch, BlobHash blob, byte[] owner) {
    byte[] stored = record(blob);
    if (stored == null) {
      throw missing(blob);
    }
    linkStored(batch, blob, stored, owner);
  }

  @Override
  public void unlink(Batch batch, BlobHash blob, byte[] owner) {
    batch.delete(Subspace.BLOB_LINK, BlobKeys.link(blob, owner));
    consider(batch, blob);
  }

  @Override
  public void relink(Batch batch, BlobHash blob, byte[] from, byte[] to) {
    byte[] link = BlobKeys.link(blob, from);
    batch.require(Subspace.BLOB_LINK, link, NOTHING).delete(Subspace.BLOB_LINK, link);
    putLink(batch, blob, to);
  }

  @Override
  public long purge() {
    return new BlobPurge(this, store, clock.millis()).run();
  }

  DataStore store() {
    return store;
  }

  int chunk() {
    return limits.chunk();
  }

  byte[] newStorage() {
    return chance.octets(BlobKeys.STORAGE);
  }

  long now() {
    return clock.millis();
  }

  /// When a reservation that begins now runs out.
  long due() {
    return clock.millis() + limits.reservation().toMillis();
  }

  /// The stored form of what is known of a blob.
  byte @Nullable [] record(BlobHash blob) {
    return store.get(Subspace.BLOB, blob.octets());
  }

  /// Links a blob that is in the index, requiring that it stays there.
  void linkStored(Batch batch, BlobHash blob, byte[] stored, byte[] owner) {
    requireStored(batch, blob, stored);
    putLink(batch, blob, owner);
  }

  /// Requires that the index stays as it was read; takes a condemnation back.
  void requireStored(Batch batch, BlobHash blob, byte[] stored) {
    batch.require(Subspace.BLOB, blob.octets(), stored);
    BlobRecord record = BlobRecord.parse(stored);
    if (record.condemned()) {
      batch.put(Subspace.BLOB, blob.octets(), record.condemn(false).bytes());
    }
  }

  void putLink(Batch batch, BlobHash blob, byte[] owner) {
    batch.put(Subspace.BLOB_LINK, BlobKeys.link(blob, owner), NOTHING);
  }

  /// Has a purge look at a blob.
  void consider(Batch batch, BlobHash blob) {
    batch.put(Subspace.BLOB_RESERVATION, BlobKeys.candidate(due(), blob), NOTHING);
  }

  private BlobInputStream.Octets octets(BlobHash blob) {
    byte[] whole = store.get(Subspace.BLOB_CHUNK, BlobKeys.single(blob));
    if (whole != null) {
      return (offset, length) -> BlobChunks.slice(whole, offset, length);
    }
    BlobRecord record = existing(blob);
    if (record.single()) {
      throw new StoreException.Corrupt("blob " + blob + " lacks its octets");
    }
    return (offset, length) ->
        BlobChunks.read(store, record.storage(), record.chunk(), record.size(), offset, length);
  }

  private BlobRecord existing(BlobHash blob) {
    byte[] stored = record(blob);
    if (stored == null) {
      throw missing(blob);
    }
    return BlobRecord.parse(stored);
  }

  private static StoreException missing(BlobHash blob) {
    return new StoreException.Corrupt("no blob " + blob);
  }
}

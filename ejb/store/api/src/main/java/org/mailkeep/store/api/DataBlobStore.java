package org.mailkeep.store.api;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.spi.BlobBackend;

/// Blobs whose index lies in a data store, beside the records that refer to them; their octets lie
/// there too, or outside in a backend of their own.
///
/// * A blob that fits one chunk travels whole in the batch that links it. Of a larger one, all
///   chunks but the last are written ahead under a storage id of their own, covered by an intent,
///   so that a purge finds what a crashed writer left; the last travels with the link. Outside, all
///   are written ahead.
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
  private final long opened;
  private final Set<Object> writers = ConcurrentHashMap.newKeySet();
  private volatile Places places;

  /// Where octets lie.
  ///
  /// @param outside null when there is no such place
  /// @param into whether new ones go there
  private record Places(ChunkPlace here, @Nullable OutsidePlace outside, boolean into) {}

  /// Blobs with all their octets in the data store.
  ///
  /// @param store where blobs and links lie
  /// @param chance makes storage ids
  /// @param clock dates reservations
  public DataBlobStore(DataStore store, BlobLimits limits, Chance chance, InstantSource clock) {
    this(store, limits, chance, clock, BlobForm.PLAIN, null);
  }

  /// Blobs with their octets outside, or in the data store; those that it holds already stay there.
  ///
  /// @param form of octets
  /// @param outside where they lie, closed by whoever opened it; null for the data store itself
  public DataBlobStore(
      DataStore store,
      BlobLimits limits,
      Chance chance,
      InstantSource clock,
      BlobForm form,
      @Nullable BlobBackend outside) {
    this.store = store;
    this.limits = limits;
    this.chance = chance;
    this.clock = clock;
    this.opened = clock.millis();
    this.places = places(new BlobHome(form, outside, null));
  }

  /// Has new octets go elsewhere from now on. Those of writers that have begun go where they were
  /// to go; all are read wherever they are.
  public void become(BlobHome home) {
    places = places(home);
  }

  private Places places(BlobHome home) {
    BlobBackend objects = home.objects();
    return new Places(
        new ChunkPlace(this, limits.chunk(), home.form()),
        objects == null ? null : new OutsidePlace(this, objects, home.form()),
        home.outside() != null);
  }

  @Override
  public Sink sink() {
    // In this order: who is told of the place of before is seen by whoever changes it.
    var writer = new Object();
    writers.add(writer);
    Places now = places;
    OutsidePlace outside = now.outside();
    return now.into() && outside != null ? outside.sink(writer) : now.here().sink(writer);
  }

  /// A sink has ended.
  void ended(Object writer) {
    writers.remove(writer);
  }

  /// Those sinks that have not ended.
  Set<Object> writers() {
    return Set.copyOf(writers);
  }

  /// When this store was opened, milliseconds since 1970: reservations of before are nobody's.
  long opened() {
    return opened;
  }

  /// How long octets stay that nobody refers to.
  Duration reservation() {
    return limits.reservation();
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
  public long purge(Progress progress) {
    return new BlobPurge(this, store, clock.millis(), progress).run();
  }

  DataStore store() {
    return store;
  }

  int chunk() {
    return limits.chunk();
  }

  /// Where octets lie outside or in the data store; null when there is no outside.
  @Nullable BlobPlace place(boolean isOutside) {
    return isOutside ? places.outside() : places.here();
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
    Places now = places;
    if (now.outside() == null && now.here().form().isPlain()) {
      byte[] whole = store.get(Subspace.BLOB_CHUNK, BlobKeys.single(blob));
      if (whole != null) {
        return whole(whole);
      }
    }
    return new MovableOctets(this, blob, existing(blob));
  }

  /// Octets where a record says that they are.
  ///
  /// @throws StoreException.Corrupt when they are not
  BlobInputStream.Octets octets(BlobHash blob, BlobRecord record) {
    return switch (record.kind()) {
      case SINGLE -> whole(single(blob, record));
      case CHUNKS -> places.here().octets(record);
      case OUTSIDE -> outside(blob).octets(record);
    };
  }

  private OutsidePlace outside(BlobHash blob) {
    OutsidePlace place = places.outside();
    if (place == null) {
      throw new StoreException.Corrupt(
          "blob " + blob + " lies outside the data store, in a store that is not configured");
    }
    return place;
  }

  private byte[] single(BlobHash blob, BlobRecord record) {
    byte[] octets = store.get(Subspace.BLOB_CHUNK, record.singleKey(blob));
    if (octets == null) {
      throw new StoreException.Corrupt("blob " + blob + " lacks its octets");
    }
    return places
        .here()
        .form()
        .unpack(octets, record.compression(), Math.toIntExact(record.size()));
  }

  private static BlobInputStream.Octets whole(byte[] octets) {
    return (offset, length) -> BlobChunks.slice(octets, offset, length);
  }

  BlobRecord existing(BlobHash blob) {
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

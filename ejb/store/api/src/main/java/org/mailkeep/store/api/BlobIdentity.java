package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.spi.BlobBackend;

/// Ties a data store to the place outside where its blobs lie: both hold the same number. So a
/// server does not start on an empty folder where a disk was to be mounted, nor on another's
/// bucket, and does not take messages for lost which lie elsewhere.
public final class BlobIdentity {
  private static final byte[] KEY = "blobs".getBytes(StandardCharsets.US_ASCII);

  /// The object that holds it: the number, then the format of all objects (32 bits), which the
  /// first version left out.
  static final String OBJECT = "0".repeat(BlobBackend.KEY_LENGTH);

  private static final int LENGTH = 16;

  /// What lies outside has this form; grows when later versions write what earlier ones cannot
  /// read.
  static final int FORMAT = 1;

  private BlobIdentity() {}

  /// Ties them together at the first start, checks that they are at any later one.
  ///
  /// A place without a format has the first one, and is told so.
  ///
  /// @throws StoreException.Unavailable when the data store's blobs lie elsewhere, or the place has
  ///   a format of a later version
  public static void check(DataStore data, BlobBackend backend, Chance chance) {
    byte[] known = data.get(Subspace.STORE, KEY);
    byte[] found = found(backend);
    if (known == null) {
      byte[] shared = found == null ? made(backend, chance) : found;
      var batch = new Batch();
      batch.require(Subspace.STORE, KEY, null).put(Subspace.STORE, KEY, shared);
      if (data.commit(batch) instanceof Commit.Conflict) {
        throw new StoreException.Unavailable("another server is just making this store its own");
      }
    } else if (!Arrays.equals(known, found)) {
      throw new StoreException.Unavailable(
          (found == null ? "it is empty" : "it is another one")
              + ", but messages that the data store knows lie in the one that was used before");
    }
  }

  /// Makes a place outside the one into which the data store's blobs are to be moved: one that is
  /// empty, or was made so before. [#check] accepts it then.
  ///
  /// @throws StoreException.Unavailable when it holds something else, or has a format of a later
  ///   version
  public static void prepare(DataStore data, BlobBackend target, Chance chance) {
    byte[] known = data.get(Subspace.STORE, KEY);
    byte[] found = found(target);
    if (known != null && found != null) {
      if (!Arrays.equals(known, found)) {
        throw new StoreException.Unavailable("it belongs to another data store");
      }
      return;
    }
    for (String key : target.list("", 3)) {
      if (!key.equals(OBJECT) && !key.equals(StoreChecks.OBJECT)) {
        throw new StoreException.Unavailable("it is not empty: it holds object " + key);
      }
    }
    if (found == null) {
      target.put(OBJECT, marked(known == null ? chance.octets(LENGTH) : known));
    }
  }

  /// Notes that a data store holds its blobs itself from now on.
  public static void forget(DataStore data) {
    data.commit(new Batch().delete(Subspace.STORE, KEY));
  }

  /// Frees a place that holds none of a data store's blobs any more.
  public static void leave(BlobBackend before) {
    before.delete(OBJECT);
  }

  /// Checks that a data store holds its blobs itself.
  ///
  /// @throws StoreException.Unavailable when they lie outside
  public static void checkNone(DataStore data) {
    if (data.get(Subspace.STORE, KEY) != null) {
      throw new StoreException.Unavailable(
          "messages that the data store knows lie in another store, which was used before");
    }
  }

  /// Whether the number stands under this key of [Subspace#STORE].
  static boolean isKey(byte[] key) {
    return Arrays.equals(key, KEY);
  }

  /// The number, or null.
  private static byte @Nullable [] found(BlobBackend backend) {
    byte[] stored = backend.read(OBJECT, 0, LENGTH + Integer.BYTES);
    if (stored == null || stored.length < LENGTH) {
      return stored;
    }
    byte[] number = Arrays.copyOf(stored, LENGTH);
    if (stored.length < LENGTH + Integer.BYTES) {
      backend.put(OBJECT, marked(number));
      return number;
    }
    int format = Keys.u32(stored, LENGTH);
    if (format > FORMAT) {
      throw new StoreException.Unavailable(
          "what lies there has format %d, of a later version; this one knows up to %d"
              .formatted(format, FORMAT));
    }
    return number;
  }

  private static byte[] marked(byte[] number) {
    return Keys.of().raw(number).u32(FORMAT).bytes();
  }

  private static byte[] made(BlobBackend backend, Chance chance) {
    backend.put(OBJECT, marked(chance.octets(LENGTH)));
    byte[] stored = found(backend);
    if (stored == null || stored.length != LENGTH) {
      throw new StoreException.Unavailable("what was just written is not there");
    }
    return stored;
  }
}

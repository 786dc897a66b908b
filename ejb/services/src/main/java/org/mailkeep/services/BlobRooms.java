package org.mailkeep.services;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.BlobForm;
import org.mailkeep.store.api.BlobHome;
import org.mailkeep.store.api.BlobIdentity;
import org.mailkeep.store.api.DataBlobBackend;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.compression.Codecs;

/// Opens the places where messages may lie outside the data store: files, S3, other data stores.
/// Safe for many threads.
final class BlobRooms {
  private final Configuration configuration;
  private final DataStore data;
  private final Backends backends;
  private final OutsideStores outside;
  private final Map<String, BlobBackend> others = new HashMap<>();

  BlobRooms(Configuration configuration, DataStore data, Backends backends, OutsideStores outside) {
    this.configuration = configuration;
    this.data = data;
    this.backends = backends;
    this.outside = outside;
  }

  /// Where messages lie as the configuration says; what is outside must be what the data store
  /// knows.
  ///
  /// @throws StoreException when a store cannot be opened, or is another one; names the setting
  BlobHome home() {
    String blob = StoreSettings.blob(configuration);
    BlobBackend before =
        StoreSettings.blobBefore(configuration)
            .map(id -> known("storage.blob-before", id))
            .orElse(null);
    BlobBackend now = known("storage.blob", blob);
    if (now == null && before == null) {
      checkBlobs("storage.blob: ", () -> BlobIdentity.checkNone(data));
    }
    return new BlobHome(form(blob), now, before);
  }

  /// The place of a store, which has the role from now on; null for the data store itself.
  ///
  /// @throws StoreException when it cannot be opened, or does not serve; names the setting
  synchronized @Nullable BlobBackend open(String id) {
    if (id.equals(StoreSettings.data(configuration))) {
      return null;
    }
    if (!StoreSettings.type(configuration, id).serves(StoreSettings.Role.DATA)) {
      return outside.blobs(id);
    }
    var other = new DataStore(backends.serving(id));
    int chunk = StoreSettings.blobLimits(configuration).chunk();
    return others.computeIfAbsent(id, _ -> new DataBlobBackend(other, Chance.secure(), chunk));
  }

  /// How new octets are stored. An embedded store compresses its files itself.
  BlobForm form(String id) {
    boolean embedded = StoreSettings.type(configuration, id) == StoreSettings.Type.ROCKSDB;
    return new BlobForm(
        embedded ? Compression.NONE : configuration.get(StoreSettings.COMPRESSION, id),
        new Codecs());
  }

  private @Nullable BlobBackend known(String setting, String id) {
    BlobBackend place = open(id);
    if (place != null) {
      checkBlobs(
          setting + ": store " + id + ": ", () -> BlobIdentity.check(data, place, Chance.secure()));
    }
    return place;
  }

  private static void checkBlobs(String where, Runnable check) {
    try {
      check.run();
    } catch (StoreException e) {
      throw new StoreException.Unavailable(where + e.getMessage(), e);
    }
  }
}

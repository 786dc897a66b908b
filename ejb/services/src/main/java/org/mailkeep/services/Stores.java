package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.telemetry.Events;

/// The stores, by role.
record Stores(DataBackend backend, DataStore data, BlobStore blobs, LookupStore lookup)
    implements AutoCloseable {
  /// Opens what is configured.
  ///
  /// @throws org.mailkeep.store.api.StoreException when a store cannot be opened
  static Stores open(
      Configuration configuration, Path instance, InstantSource clock, Events events) {
    String id = StoreSettings.data(configuration);
    DataBackend backend = RocksDbBackend.open(RocksDbSettings.config(configuration, id, instance));
    var data = new DataStore(backend);
    var blobs =
        new DataBlobStore(data, StoreSettings.blobLimits(configuration), Chance.secure(), clock);
    return new Stores(backend, data, blobs, lookup(configuration, data, clock));
  }

  private static LookupStore lookup(
      Configuration configuration, DataStore data, InstantSource clock) {
    String id = StoreSettings.lookup(configuration);
    return switch (StoreSettings.type(configuration, id)) {
      case ROCKSDB -> new DataLookupStore(data, Chance.secure(), clock);
      case MEMORY ->
          new MemoryLookupStore(clock, configuration.get(StoreSettings.LOOKUP_ENTRIES, id));
    };
  }

  @Override
  public void close() {
    backend.close();
  }
}

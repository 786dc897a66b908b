package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.fs.FsBackend;
import org.mailkeep.store.fs.FsSettings;
import org.mailkeep.store.memory.MemoryLookupStore;
import org.mailkeep.store.redis.RedisLookupStore;
import org.mailkeep.store.redis.RedisSettings;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.store.s3.S3Backend;
import org.mailkeep.store.s3.S3Settings;
import org.mailkeep.store.servers.TestPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlBackend;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;
import org.rocksdb.RocksDBException;

/// Opens stores as the server does, from the same settings; over a pool as the container has it.
final class OpenStores {
  private static final String ID = "main";

  private final StoreKind.Running running;
  private final Path folder;
  private final Configuration settings;

  private OpenStores(StoreKind.Running running, Path folder) {
    this.running = running;
    this.folder = folder;
    this.settings =
        Configuration.of(
            running.settings(),
            StoreSettings.class,
            RocksDbSettings.class,
            SqlSettings.class,
            FsSettings.class,
            S3Settings.class,
            RedisSettings.class);
  }

  /// Opens a store.
  ///
  /// @param folder a new one, for what lies in files
  static OpenStore open(StoreKind.Running running, Path folder)
      throws IOException, SQLException, RocksDBException {
    return new OpenStores(running, folder).open();
  }

  private OpenStore open() throws SQLException, RocksDBException {
    OpenStore store = OpenStore.named(running.kind().title());
    return switch (running.kind()) {
      case ROCKSDB -> rocksDb(store);
      case POSTGRESQL -> sql(store, "bytea", "bytea NOT NULL");
      case MARIADB, MYSQL -> sql(store, "VARBINARY(1000)", "MEDIUMBLOB NOT NULL");
      case SQLITE -> sql(store, "BLOB", "BLOB NOT NULL");
      case FS -> outside(store, FsBackend.open(FsSettings.config(settings, ID, folder)));
      case S3PROXY, CEPH -> outside(store, S3Backend.open(S3Settings.config(settings, ID)));
      case REDIS -> {
        RedisLookupStore redis =
            RedisLookupStore.open(RedisSettings.config(settings, ID), InstantSource.system());
        store.ends().push(redis::close);
        yield store.with(redis);
      }
      case MEMORY ->
          store.with(
              new MemoryLookupStore(
                  InstantSource.system(), settings.get(StoreSettings.LOOKUP_ENTRIES, ID)));
    };
  }

  private OpenStore rocksDb(OpenStore store) throws RocksDBException {
    RocksDbBackend backend = RocksDbBackend.open(RocksDbSettings.config(settings, ID, folder));
    var data =
        new OpenStore.Data(backend, backend::groups, new BareRocksDb(folder.resolve("bare")));
    return store.with(data, lookups(backend));
  }

  private OpenStore sql(OpenStore store, String key, String octets) throws SQLException {
    SqlConfig config = SqlSettings.config(settings, ID, folder);
    var pool =
        new TestPool(Connections.of(config), config.pool().most(), config.timeout().toMillis());
    SqlBackend backend = SqlBackend.open(config, pool.source(), () -> {});
    boolean inGroups = running.kind() == StoreKind.SQLITE;
    var data =
        new OpenStore.Data(backend, backend::groups, new BareSql(pool, key, octets, inGroups));
    return store.with(data, lookups(backend));
  }

  private OpenStore outside(OpenStore store, BlobBackend blobs) {
    return store.with(RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("index"))), blobs);
  }

  private static LookupStore lookups(DataBackend backend) {
    return new DataLookupStore(new DataStore(backend), Chance.secure(), InstantSource.system());
  }
}

package org.mailkeep.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.CommitQueue;

class RocksDbSettingsTest {
  private static final Path HOME = Path.of("/instance");

  @Test
  void aFileThatNamesNoStoreHasAnEmbeddedOne() {
    Configuration configuration = read("");
    String id = StoreSettings.data(configuration);
    assertEquals(StoreSettings.Type.ROCKSDB, StoreSettings.type(configuration, id));
    assertEquals(
        RocksDbConfig.defaults(HOME.resolve("data")),
        RocksDbSettings.config(configuration, id, HOME));
    assertEquals(BlobLimits.DEFAULT, StoreSettings.blobLimits(configuration));
  }

  @Test
  void readsAStore() {
    Configuration configuration =
        read(
            """
            storage.data = "disk"
            storage.lookup = "quick"
            [store.disk]
            type = "rocksdb"
            path = "/srv/mail"
            compression = "lz4"
            min-blob-size = 4096
            write-buffer-size = "16m"
            cache-size = "32m"
            pool.workers = 4
            commit.queue = 100
            commit.timeout = "5s"
            flush = false
            [store.quick]
            type = "memory"
            """);
    assertEquals(
        new RocksDbConfig(
            Path.of("/srv/mail"),
            new DataSize(4_096),
            new DataSize(16 << 20),
            new DataSize(32 << 20),
            4,
            Compression.LZ4,
            new CommitQueue(100, Duration.ofSeconds(5)),
            false),
        RocksDbSettings.config(configuration, StoreSettings.data(configuration), HOME));
    assertEquals(
        StoreSettings.Type.MEMORY,
        StoreSettings.type(configuration, StoreSettings.lookup(configuration)));
  }

  @Test
  void refusesToKeepMailInMemory() {
    assertRefused("forgets all", "storage.data = \"m\"\nstore.m.type = \"memory\"");
    assertRefused("forgets all", "storage.blob = \"m\"\nstore.m.type = \"memory\"");
    assertRefused("type fs keeps no full-text index", "storage.fts = \"f\"\nstore.f.type = \"fs\"");
    assertRefused("at least 1s", "blob.reservation = \"1ms\"");
  }

  private static void assertRefused(String because, String toml) {
    var problem = assertThrows(IllegalArgumentException.class, () -> read(toml));
    assertTrue(String.valueOf(problem.getMessage()).contains(because), problem.getMessage());
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, StoreSettings.class, RocksDbSettings.class);
  }
}

package org.mailkeep.mailbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;

class RocksDbMailAccountsTest extends MailAccountsContract {
  @TempDir Path folder = Path.of("");

  @Override
  DataBackend backend() {
    RocksDbConfig config = RocksDbConfig.defaults(folder);
    return RocksDbBackend.open(
        new RocksDbConfig(
            config.path(),
            config.minBlobSize(),
            config.writeBuffer(),
            config.cache(),
            config.workers(),
            config.compression(),
            config.queue(),
            false)); // what a power failure does is the store's own test
  }
}

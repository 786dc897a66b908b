package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.BlobStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

class RocksDbBlobStoreTest extends BlobStoreContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend open() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder));
  }
}

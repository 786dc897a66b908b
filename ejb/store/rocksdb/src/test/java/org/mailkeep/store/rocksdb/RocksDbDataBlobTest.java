package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

final class RocksDbDataBlobTest extends DataBlobContract {
  @TempDir Path folder = Path.of("");
  private int stores;

  @Override
  protected DataBackend open() {
    Path place = folder.resolve("data" + stores++);
    return RocksDbBackend.open(RocksDbConfig.defaults(place));
  }

  @Override
  protected DataBackend openObjects() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("objects")));
  }
}

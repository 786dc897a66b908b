package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.MoveContract;
import org.mailkeep.store.api.spi.DataBackend;

class RocksDbMoveTest extends MoveContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend source() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("source")));
  }

  @Override
  protected DataBackend target() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("target")));
  }
}

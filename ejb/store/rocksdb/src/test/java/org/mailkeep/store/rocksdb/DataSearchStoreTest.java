package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.contract.SearchStoreContract;
import org.mailkeep.store.api.index.DataSearchStore;
import org.mailkeep.store.api.spi.DataBackend;

final class DataSearchStoreTest extends SearchStoreContract {
  @TempDir Path folder = Path.of("");

  private @Nullable DataBackend backend;

  @AfterEach
  void closeFiles() {
    if (backend != null) {
      backend.close();
    }
  }

  @Override
  protected SearchStore open() {
    return again();
  }

  @Override
  protected SearchStore again() {
    closeFiles();
    DataBackend opened = RocksDbBackend.open(RocksDbConfig.defaults(folder));
    backend = opened;
    return new DataSearchStore(new DataStore(opened), Chance.secure());
  }
}

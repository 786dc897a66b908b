package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.LookupStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

class RocksDbLookupStoreTest extends LookupStoreContract {
  @TempDir Path folder = Path.of("");
  private final List<DataBackend> opened = new ArrayList<>();

  @Override
  protected LookupStore open() {
    DataBackend backend = RocksDbBackend.open(RocksDbConfig.defaults(folder));
    opened.add(backend);
    return new DataLookupStore(new DataStore(backend), Chance.secure(), clock);
  }

  @AfterEach
  void close() {
    opened.forEach(DataBackend::close);
  }
}

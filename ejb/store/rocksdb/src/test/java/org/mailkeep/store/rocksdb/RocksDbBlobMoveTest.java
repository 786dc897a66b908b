package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataBlobBackend;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.BlobMoveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

final class RocksDbBlobMoveTest extends BlobMoveContract {
  @TempDir Path folder = Path.of("");
  private final List<DataBackend> others = new ArrayList<>();

  @AfterEach
  void closeOthers() {
    others.forEach(DataBackend::close);
  }

  @Override
  protected DataBackend data() {
    return RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve("data")));
  }

  @Override
  protected BlobBackend one() {
    return in("one");
  }

  @Override
  protected BlobBackend other() {
    return in("other");
  }

  private BlobBackend in(String name) {
    DataBackend store = RocksDbBackend.open(RocksDbConfig.defaults(folder.resolve(name)));
    others.add(store);
    return new DataBlobBackend(new DataStore(store), Chance.secure(), 64 * 1024);
  }
}

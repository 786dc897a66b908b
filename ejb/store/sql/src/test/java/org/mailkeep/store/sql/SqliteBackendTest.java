package org.mailkeep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

final class SqliteBackendTest extends DataBackendContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend open() {
    return Databases.sqlite(folder);
  }
}

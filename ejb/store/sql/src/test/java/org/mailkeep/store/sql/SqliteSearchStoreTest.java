package org.mailkeep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.spi.DataBackend;

final class SqliteSearchStoreTest extends SqlSearchStoreContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend empty() {
    return Databases.sqlite(folder);
  }
}

package org.mailkeep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

final class SqliteDataBlobTest extends DataBlobContract {
  @TempDir Path folder = Path.of("");

  @Override
  protected DataBackend open() throws Exception {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }

  @Override
  protected DataBackend openObjects() {
    return Databases.sqlite(folder);
  }
}

package org.mailkeep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

final class PostgreSqlDataBlobTest extends DataBlobContract {
  @TempDir Path folder = Path.of("");
  private int stores;

  @Override
  protected DataBackend open() {
    return Databases.sqlite(folder.resolve("data" + stores++));
  }

  @Override
  protected DataBackend openObjects() throws Exception {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }
}

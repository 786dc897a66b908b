package org.mailkeep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

@Tag("servers")
final class MariaDbDataBlobTest extends DataBlobContract {
  @TempDir Path folder = Path.of("");
  private int stores;

  @Override
  protected DataBackend open() {
    return Databases.sqlite(folder.resolve("data" + stores++));
  }

  @Override
  protected DataBackend openObjects() throws Exception {
    return Databases.empty(Databases.Product.MARIADB);
  }
}

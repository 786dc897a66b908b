package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.spi.DataBackend;

@Tag("servers")
final class MariaDbSearchStoreTest extends SqlSearchStoreContract {
  @Override
  protected DataBackend empty() throws Exception {
    return Databases.empty(Databases.Product.MARIADB);
  }
}

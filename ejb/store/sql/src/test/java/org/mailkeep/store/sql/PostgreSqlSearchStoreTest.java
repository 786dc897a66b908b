package org.mailkeep.store.sql;

import org.mailkeep.store.api.spi.DataBackend;

final class PostgreSqlSearchStoreTest extends SqlSearchStoreContract {
  @Override
  protected DataBackend empty() throws Exception {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }
}

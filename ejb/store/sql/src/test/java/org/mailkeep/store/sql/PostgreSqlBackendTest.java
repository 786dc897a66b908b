package org.mailkeep.store.sql;

import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

final class PostgreSqlBackendTest extends DataBackendContract {
  @Override
  protected DataBackend open() throws Exception {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }
}

package org.mailkeep.store.sql;

import org.mailkeep.store.api.contract.BlobStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

final class PostgreSqlBlobStoreTest extends BlobStoreContract {
  @Override
  protected DataBackend open() throws Exception {
    return Databases.empty(Databases.Product.POSTGRESQL);
  }
}

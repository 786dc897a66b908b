package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.contract.BlobStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

@Tag("servers")
final class MySqlBlobStoreTest extends BlobStoreContract {
  @Override
  protected DataBackend open() throws Exception {
    return Databases.empty(Databases.Product.MYSQL);
  }
}

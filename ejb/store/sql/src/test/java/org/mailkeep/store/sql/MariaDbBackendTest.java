package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

@Tag("servers")
final class MariaDbBackendTest extends DataBackendContract {
  @Override
  protected DataBackend open() throws Exception {
    return Databases.empty(Databases.Product.MARIADB);
  }
}

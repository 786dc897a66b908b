package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;

@Tag("servers")
final class MariaDbLookupStoreTest extends ServerLookups {
  MariaDbLookupStoreTest() {
    super(Databases.Product.MARIADB);
  }
}

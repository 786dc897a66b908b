package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;

@Tag("servers")
final class MySqlLookupStoreTest extends ServerLookups {
  MySqlLookupStoreTest() {
    super(Databases.Product.MYSQL);
  }
}

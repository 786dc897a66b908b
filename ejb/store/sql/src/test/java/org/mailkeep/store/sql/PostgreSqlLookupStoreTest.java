package org.mailkeep.store.sql;

final class PostgreSqlLookupStoreTest extends ServerLookups {
  PostgreSqlLookupStoreTest() {
    super(Databases.Product.POSTGRESQL);
  }
}

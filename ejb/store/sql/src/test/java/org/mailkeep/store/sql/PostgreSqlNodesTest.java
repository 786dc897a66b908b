package org.mailkeep.store.sql;

final class PostgreSqlNodesTest extends TwoNodes {
  PostgreSqlNodesTest() {
    super(Databases.Product.POSTGRESQL);
  }
}

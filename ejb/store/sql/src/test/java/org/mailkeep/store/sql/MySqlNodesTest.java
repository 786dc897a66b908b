package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;

@Tag("servers")
final class MySqlNodesTest extends TwoNodes {
  MySqlNodesTest() {
    super(Databases.Product.MYSQL);
  }
}

package org.mailkeep.store.sql;

import org.junit.jupiter.api.Tag;

@Tag("servers")
final class MariaDbNodesTest extends TwoNodes {
  MariaDbNodesTest() {
    super(Databases.Product.MARIADB);
  }
}

package org.mailkeep.store.sql;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;

@Tag("servers")
final class MariaDbEncryptionTest extends EncryptionContract {
  MariaDbEncryptionTest() {
    super("mysql", "SHOW STATUS LIKE 'Ssl_version'");
  }

  @Override
  DatabaseServer started(DatabaseServer.Site site) throws IOException {
    return MariaDbServer.started(Durability.NONE, site);
  }
}

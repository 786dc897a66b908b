package org.mailkeep.store.sql;

import java.io.IOException;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;

final class PostgreSqlEncryptionTest extends EncryptionContract {
  PostgreSqlEncryptionTest() {
    super("postgresql", "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
  }

  @Override
  DatabaseServer started(DatabaseServer.Site site) throws IOException {
    return PostgreSqlServer.started(Durability.NONE, site);
  }
}

package org.mailkeep.directory.sql;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MySqlServer;

@Tag("servers")
class MySqlDirectoryTest extends MySqlDirectoryContract {
  private static MySqlServer server;

  @BeforeAll
  static void start() throws IOException {
    server = MySqlServer.started(Durability.NONE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  DatabaseServer server() {
    return server;
  }
}

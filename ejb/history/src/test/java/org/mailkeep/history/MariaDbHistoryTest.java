package org.mailkeep.history;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;
import org.mariadb.jdbc.MariaDbDataSource;

@Tag("servers")
class MariaDbHistoryTest extends HistoryContract {
  private static MariaDbServer server;

  @BeforeAll
  static void start() throws IOException {
    server = MariaDbServer.started(Durability.NONE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  DataSource database() throws SQLException {
    return emptied(connections(server));
  }

  static DataSource connections(MariaDbServer server) throws SQLException {
    var source = new MariaDbDataSource();
    source.setUrl(
        "jdbc:mariadb://127.0.0.1:%d/%s".formatted(server.port(), DatabaseServer.DATABASE));
    source.setUser(DatabaseServer.USER);
    source.setPassword(DatabaseServer.PASSWORD);
    return source;
  }
}

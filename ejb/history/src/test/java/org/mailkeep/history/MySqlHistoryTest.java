package org.mailkeep.history;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MySqlServer;
import org.mariadb.jdbc.MariaDbDataSource;

@Tag("servers")
class MySqlHistoryTest extends HistoryContract {
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
  DataSource database() throws SQLException {
    return emptied(connections(server));
  }

  static DataSource connections(MySqlServer server) throws SQLException {
    var source = new MariaDbDataSource();
    source.setUrl(
        "jdbc:mariadb://127.0.0.1:%d/%s?allowPublicKeyRetrieval=true"
            .formatted(server.port(), DatabaseServer.DATABASE));
    source.setUser(DatabaseServer.USER);
    source.setPassword(DatabaseServer.PASSWORD);
    return source;
  }
}

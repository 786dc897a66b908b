package org.mailkeep.history;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.postgresql.ds.PGSimpleDataSource;

class PostgreSqlHistoryTest extends HistoryContract {
  private static PostgreSqlServer server;

  @BeforeAll
  static void start() throws IOException {
    server = PostgreSqlServer.started(Durability.NONE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  DataSource database() throws SQLException {
    return emptied(connections(server));
  }

  static DataSource connections(PostgreSqlServer server) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(DatabaseServer.DATABASE);
    source.setUser(DatabaseServer.USER);
    source.setPassword(DatabaseServer.PASSWORD);
    return source;
  }
}

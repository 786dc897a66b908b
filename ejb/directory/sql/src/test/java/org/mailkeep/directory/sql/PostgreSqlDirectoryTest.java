package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.postgresql.ds.PGSimpleDataSource;

class PostgreSqlDirectoryTest extends SqlDirectoryContract {
  private static PostgreSqlServer server;

  PostgreSqlDirectoryTest() {
    super(SampleDatabase.POSTGRESQL, "postgresql");
  }

  @BeforeAll
  static void start() throws IOException {
    server = PostgreSqlServer.started(Durability.NONE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void aRestartOfTheDatabaseCostsNobodyALogin() throws SQLException {
    var source = source(List.of(john()));
    for (int round = 0; round < 2; round++) {
      openAll();
      assertEquals(4, endSessions());
      assertInstanceOf(Answer.Found.class, source.entry("john"));
      assertInstanceOf(Answer.Found.class, source.recipients("john@example.org"));
    }
  }

  /// Ends the sessions of all others, as a restart does.
  private int endSessions() throws SQLException {
    try (Connection connection = connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet ended =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE pid <>"
                    + " pg_backend_pid() AND datname = current_database()")) {
      ended.next();
      return ended.getInt(1);
    }
  }

  @Override
  DataSource connections() {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(DatabaseServer.DATABASE);
    source.setUser(DatabaseServer.USER);
    source.setPassword(DatabaseServer.PASSWORD);
    return source;
  }
}

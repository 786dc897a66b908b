package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;

final class WrongPostgreSqlTest {
  private static PostgreSqlServer server;

  @TempDir static Path instance;

  @BeforeAll
  static void startServer() throws IOException, SQLException {
    server = PostgreSqlServer.started(Durability.NONE);
    String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + DatabaseServer.DATABASE;
    try (Connection connection =
            DriverManager.getConnection(url, DatabaseServer.USER, DatabaseServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'");
      statement.execute("CREATE ROLE sleeper PASSWORD 'sleeper'");
    }
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static TriedStore store() {
    return TriedStore.database(instance, "postgresql", server);
  }

  @Test
  void whatIsRightWorks() {
    store().works("timeout = \"9s\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          host                                        | store.main.host       | needs it
          database                                    | store.main.database   | needs it
          host = "no-such-host.invalid"               | store.main.host       | no-such-host.invalid
          port = 1                                    | store.main.port       | refused
          port = 70000                                | store.main.port       | from 1 to 65535
          database = "nowhere"                        | store.main.database   | database "nowhere" does not exist
          user = "nobody"                             | store.main.password   | password authentication failed for user "nobody"
          password = "wrong-secret"                   | store.main.password   | password authentication failed
          password                                    | store.main.password   | the password is an empty string
          user = "sleeper"; password = "sleeper"      | store.main.user       | not permitted to log in
          user = "reader"; password = "reader"        | store.main.user       | permission denied for schema public
          tls.enable = true                           | store.main.tls.enable | does not support SSL
          options = "-c no_such_parameter=1"          | store.main.options    | no_such_parameter
          """)
  void whatIsWrongIsNamed(String replaced, String key, String because) {
    store().isRefused(replaced, key, because);
  }
}

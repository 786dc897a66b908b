package org.mailkeep.system.directories;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.MailServer;

@Tag("servers")
final class SqlDirectoryTest {
  private static final String QUERIES =
      """
      [store.accounts.query]
      name = "SELECT secret, type FROM accounts WHERE name = %1$s"
      recipients = "SELECT name FROM emails WHERE address = %1$s"
      emails = "SELECT address FROM emails WHERE name = %1$s AND type <> 'list'"
      domains = "SELECT 1 FROM emails WHERE address LIKE '%%@' || %1$s LIMIT 1"
      """;

  @TempDir Path folder;

  @Test
  void aServerWithItsAccountsInPostgreSql() throws IOException, InterruptedException, SQLException {
    try (var database = PostgreSqlServer.started(Durability.NONE)) {
      String url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + DatabaseServer.DATABASE;
      fill(DriverManager.getConnection(url, DatabaseServer.USER, DatabaseServer.PASSWORD));
      String settings =
          """
          storage.directory = "db"
          [directory.db]
          type = "sql"
          store = "accounts"
          columns.class = "type"
          columns.secret = "secret"
          [store.accounts]
          type = "postgresql"
          host = "127.0.0.1"
          port = %d
          database = "%s"
          user = "%s"
          password = "%s"
          timeout = "5s"
          """
              .formatted(
                  database.port(),
                  DatabaseServer.DATABASE,
                  DatabaseServer.USER,
                  DatabaseServer.PASSWORD);
      String all = Correspondent.SETTINGS + settings + QUERIES.formatted("$1");
      try (var server = MailServer.in(folder, all)) {
        server.start();
        new Correspondent(server, "db").livesWith(database);
      }
    }
  }

  @Test
  void aServerWithItsAccountsInAFileOfSqliteThatItOnlyReads()
      throws IOException, InterruptedException, SQLException {
    Path file = folder.resolve("accounts.db");
    fill(DriverManager.getConnection("jdbc:sqlite:" + file));
    String settings =
        """
        storage.directory = "db"
        [directory.db]
        type = "sql"
        store = "accounts"
        [store.accounts]
        type = "sqlite"
        path = "%s"
        """
            .formatted(file);
    String all = Correspondent.SETTINGS + settings + QUERIES.formatted("?");
    try (var server = MailServer.in(folder.resolve("instance"), all)) {
      server.start();
      var people = new Correspondent(server, "db");
      people.receives();
      people.submits();
      people.refuses();
    }
  }

  private static void fill(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE accounts (name TEXT PRIMARY KEY, secret TEXT, type TEXT)");
      statement.execute("CREATE TABLE emails (name TEXT, address TEXT, type TEXT)");
      for (String person : Correspondent.PEOPLE) {
        statement.execute(
            "INSERT INTO accounts VALUES ('%s', '%s', 'individual')"
                .formatted(person, Correspondent.password(person)));
        for (String[] email :
            new String[][] {
              {Correspondent.address(person), "primary"}, {Correspondent.LIST, "list"}
            }) {
          statement.execute(
              "INSERT INTO emails VALUES ('%s', '%s', '%s')".formatted(person, email[0], email[1]));
        }
      }
    }
  }
}

package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Question;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.sql.SqlSettings;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// The queries that are offered to whoever chooses a directory in a database.
final class OfferedQueriesTest {
  @TempDir Path folder;

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String line :
          List.of(
              "CREATE TABLE accounts (name VARCHAR(32), type VARCHAR(32), secret VARCHAR(99),"
                  + " description VARCHAR(99), quota INTEGER, active BOOLEAN)",
              "CREATE TABLE emails (name VARCHAR(32), address VARCHAR(99), type VARCHAR(32))",
              "CREATE TABLE group_members (name VARCHAR(32), member_of VARCHAR(32))",
              "INSERT INTO accounts VALUES ('jane', 'individual', 's', 'Jane', 0, TRUE),"
                  + " ('jim', 'individual', 's', 'Jim', 0, FALSE)",
              "INSERT INTO emails VALUES ('jane', 'jane@example.org', 'primary'),"
                  + " ('jane', 'j@example.org', 'alias'), ('jane', 'all@example.org', 'list')",
              "INSERT INTO group_members VALUES ('jane', 'sales')")) {
        statement.execute(line);
      }
    }
  }

  private static void assertServes(DataSource database) {
    String offered =
        SqlDirectorySettings.FORM.questions().stream()
            .filter(question -> question.proposal().isPresent())
            .map(OfferedQueriesTest::line)
            .collect(Collectors.joining());
    var configuration =
        Configuration.of(
            "[directory.d]\ntype = \"sql\"\n" + offered,
            ChosenDirectory.class,
            DirectoryServerSettings.class,
            SqlDirectorySettings.class,
            SqlSettings.class,
            StoreSettings.class);
    DirectorySource source =
        SqlDirectorySettings.directory(
            configuration, "d", database, Duration.ofSeconds(9), () -> {});
    assertTrue(source.trouble().isEmpty(), () -> source.trouble().toString());
    Entry jane = found(source.entry("jane"));
    assertEquals(List.of("jane@example.org", "j@example.org"), jane.emails());
    assertEquals("Jane", jane.description());
    assertEquals(new Answer.Unknown<Entry>(), source.entry("jim"), "is not active");
    Identity sales = Identity.read("sales").orElseThrow();
    assertEquals(List.of(sales), found(source.groups(jane.identity())));
    assertEquals(1, found(source.recipients("j@example.org")).size());
    assertEquals(List.of("jane@example.org"), found(source.verify("ane", 5)));
    assertEquals(List.of("jane@example.org"), found(source.expand("all@example.org")));
    assertEquals(new Verdict.Yes(), source.isLocal(DomainName.of("example.org")));
    assertEquals(new Verdict.No(), source.isLocal(DomainName.of("example.net")));
  }

  private static String line(Question question) {
    return question.name() + " = \"" + question.proposal().orElseThrow() + "\"\n";
  }

  private static <T> T found(Answer<T> answer) {
    if (answer instanceof Answer.Found<T>(T value)) {
      return value;
    }
    throw new AssertionError(answer);
  }

  @Test
  void serveOnSqlite() throws SQLException {
    var database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("people.db"));
    try (Connection connection = database.getConnection()) {
      fill(connection);
    }
    assertServes(database);
  }

  @Test
  void serveOnPostgreSql() throws SQLException, IOException {
    try (PostgreSqlServer server = PostgreSqlServer.started(Durability.NONE)) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + DatabaseServer.DATABASE;
      try (Connection connection =
          DriverManager.getConnection(url, DatabaseServer.USER, DatabaseServer.PASSWORD)) {
        fill(connection);
      }
      var database = new PGSimpleDataSource();
      database.setUrl(url);
      database.setUser(DatabaseServer.USER);
      database.setPassword(DatabaseServer.PASSWORD);
      assertServes(database);
    }
  }
}

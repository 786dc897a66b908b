package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.MySqlServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.system.DatabaseStore;

/// The only store of a server that is killed; it flushes each commit, which is asked for and
/// printed.
///
/// @param settings of the store, as tables
/// @param type as the settings name it
/// @param server null when it needs none
record CrashStore(String settings, String type, @Nullable DatabaseServer server)
    implements Closeable {
  private static final String FILE = "sqlite/mail.db";
  private static final Map<String, String> SQLITE =
      Map.of("PRAGMA journal_mode", "wal", "PRAGMA synchronous", "2");

  /// A new one.
  ///
  /// @param name rocksdb, postgresql, mariadb, mysql or sqlite
  static CrashStore started(String name) throws IOException {
    return switch (name) {
      case "rocksdb" -> new CrashStore("", "rocksdb", null);
      case "sqlite" ->
          new CrashStore(
              "storage.data = \"main\"\nstore.main.type = \"sqlite\"\nstore.main.path = \""
                  + FILE
                  + "\"\n",
              "sqlite",
              null);
      case "postgresql" -> on("postgresql", PostgreSqlServer.started(Durability.FLUSHED));
      case "mariadb" -> on("mysql", MariaDbServer.started(Durability.FLUSHED));
      case "mysql" -> on("mysql", MySqlServer.started(Durability.FLUSHED));
      default -> throw new IllegalArgumentException("no store " + name);
    };
  }

  private static CrashStore on(String type, DatabaseServer server) {
    String settings = DatabaseStore.settings(type, server.port(), DatabaseServer.PASSWORD);
    return new CrashStore(settings, type, server);
  }

  /// It flushes each commit.
  ///
  /// @param instance of the server that uses it
  void assertFlushes(Path instance) throws SQLException {
    if (server != null) {
      DatabaseStore.assertFlushes(type, server);
    } else if (type.equals("sqlite")) {
      assertFlushes(Connections.of(sqlite(instance.resolve(FILE))).getConnection());
    }
  }

  private static void assertFlushes(Connection connection) throws SQLException {
    PrintStream out = System.out;
    try (connection;
        Statement statement = connection.createStatement()) {
      for (var setting : SQLITE.entrySet()) {
        try (ResultSet answer = statement.executeQuery(setting.getKey())) {
          assertTrue(answer.next());
          out.println("SQLite: " + setting.getKey() + " = " + answer.getString(1));
          assertEquals(setting.getValue(), answer.getString(1), setting.getKey());
        }
      }
    }
  }

  private static SqlConfig sqlite(Path file) {
    return new SqlConfig(
        "main",
        SqlConfig.Kind.SQLITE,
        new SqlConfig.File(file),
        new SqlConfig.Pool(1, 0, Duration.ofMinutes(1), Duration.ofMinutes(1)),
        Duration.ofSeconds(5),
        CommitQueue.DEFAULT,
        List.of());
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}

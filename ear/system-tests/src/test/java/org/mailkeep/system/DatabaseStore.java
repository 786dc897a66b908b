package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.mailkeep.store.servers.DatabaseServer;

/// A database as the only store of a server.
public final class DatabaseStore {
  private static final PrintStream OUT = System.out;

  private DatabaseStore() {}

  /// The tables of `mailkeep.toml` that say so; keys of the store may follow.
  ///
  /// @param type as the settings name it
  /// @param port of the database, or of what stands before it
  public static String settings(String type, int port, String password) {
    return """
    [storage]
    data = "main"
    [store.main]
    type = "%s"
    host = "127.0.0.1"
    port = %d
    database = "%s"
    user = "%s"
    password = "%s"
    """
        .formatted(type, port, DatabaseServer.DATABASE, DatabaseServer.USER, password);
  }

  /// The URL of a database for JDBC.
  ///
  /// @param type as the settings name it
  public static String url(String type, DatabaseServer server) {
    String scheme = type.equals("mysql") ? "mariadb" : type;
    return "jdbc:%s://127.0.0.1:%d/%s?%s"
        .formatted(
            scheme,
            server.port(),
            DatabaseServer.DATABASE,
            type.equals("mysql") ? "allowPublicKeyRetrieval=true" : "");
  }

  /// Asks a database whether it flushes each commit, prints what it says, and takes no for a
  /// failure.
  public static void assertFlushes(String type, DatabaseServer server) throws SQLException {
    String name = server.getClass().getSimpleName();
    try (Connection connection =
            DriverManager.getConnection(
                url(type, server), DatabaseServer.USER, DatabaseServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      for (var setting : server.flushes().entrySet()) {
        try (ResultSet answer = statement.executeQuery(setting.getKey())) {
          assertTrue(answer.next(), setting.getKey());
          OUT.println(name + ": " + setting.getKey() + " = " + answer.getString(1));
          assertEquals(setting.getValue(), answer.getString(1), setting.getKey());
        }
      }
    }
  }
}

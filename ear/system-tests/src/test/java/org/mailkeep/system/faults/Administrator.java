package org.mailkeep.system.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.system.DatabaseStore;

/// The one who may do anything to a database, over connections of his own.
///
/// @param url of the database
/// @param words how the database is told
record Administrator(String url, String user, String password, Words words) {
  /// Statements.
  ///
  /// @param end ends all connections of the mail server
  /// @param lockOut lets it make no more
  /// @param letIn lets it
  /// @param lockedOut what it is told then
  /// @param lockTable has whoever comes wait for a table
  record Words(String end, String lockOut, String letIn, String lockedOut, String lockTable) {}

  private static final Words POSTGRESQL =
      new Words(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mail'",
          "ALTER ROLE mail NOLOGIN",
          "ALTER ROLE mail LOGIN",
          "not permitted to log in",
          "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE");
  private static final Words MARIADB =
      new Words(
          "KILL CONNECTION USER mail",
          "ALTER USER 'mail'@'%' ACCOUNT LOCK",
          "ALTER USER 'mail'@'%' ACCOUNT UNLOCK",
          "this account is locked",
          "LOCK TABLES %s WRITE");

  /// Of PostgreSQL, made by the mail server's user, who may do all.
  static Administrator ofPostgreSql(DatabaseServer server) throws SQLException {
    String url = DatabaseStore.url("postgresql", server);
    new Administrator(url, DatabaseServer.USER, DatabaseServer.PASSWORD, POSTGRESQL)
        .tell("CREATE ROLE postmaster SUPERUSER LOGIN PASSWORD 'of the tests'");
    return new Administrator(url, "postmaster", "of the tests", POSTGRESQL);
  }

  /// Of MariaDB.
  static Administrator ofMariaDb(DatabaseServer server) {
    return new Administrator(DatabaseStore.url("mysql", server), "root", "", MARIADB);
  }

  /// Ends all connections of the mail server.
  void endConnections() throws SQLException {
    tell(words.end());
  }

  /// Takes the mail server's leave.
  void lockOut() throws SQLException {
    tell(words.lockOut());
    tell(words.end());
  }

  /// Gives it back.
  void letIn() throws SQLException {
    tell(words.letIn());
  }

  /// A connection that holds a table until it is closed.
  Connection lock(String table) throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    boolean held = false;
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(words.lockTable().formatted(table));
      held = true;
    } finally {
      if (!held) {
        connection.close();
      }
    }
    return connection;
  }

  private void tell(String words) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(words);
    }
  }
}

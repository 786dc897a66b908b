package org.mailkeep.system.stores;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.system.DatabaseStore;

/// A pool all of whose connections are used at once, each of them waiting for a table.
///
/// @param path that many go at once
/// @param database the only store
record BusyPool(MailPath path, PostgreSqlServer database) {
  private static final int READERS = 12;
  private static final long WATCHED = TimeUnit.SECONDS.toNanos(4);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  /// How many connections it has at most, while more are asked for.
  int most() throws IOException {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
        Connection connection =
            DriverManager.getConnection(
                DatabaseStore.url("postgresql", database),
                DatabaseServer.USER,
                DatabaseServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE mailkeep_email IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < READERS; i++) {
        readers.execute(path::tryInbox);
      }
      int most = 0;
      long end = System.nanoTime() + WATCHED;
      while (System.nanoTime() < end) {
        most = Math.max(most, waiting(statement));
        LockSupport.parkNanos(PAUSE);
      }
      connection.rollback();
      return most;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /// The server's connections that wait for the table.
  private static int waiting(Statement statement) throws SQLException {
    statement.execute("SELECT pg_stat_clear_snapshot()");
    try (ResultSet answer =
        statement.executeQuery(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Mailkeep'"
                + " AND wait_event_type = 'Lock'")) {
      answer.next();
      return answer.getInt(1);
    }
  }
}

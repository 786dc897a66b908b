package org.mailkeep.history;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A pool's connections, those alone that work: a database that was restarted leaves dead ones in a
/// pool, and not every pool looks at them before it hands them out.
final class LiveConnections implements DataSource {
  /// The most dead ones in a row: more than a pool has.
  private static final int MOST_DEAD = 100;

  private static final int SECONDS = 5;

  private final DataSource pool;

  LiveConnections(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    for (int dead = 0; dead < MOST_DEAD; dead++) {
      Connection connection = pool.getConnection();
      if (connection.isValid(SECONDS)) {
        return connection;
      }
      forget(connection);
    }
    throw new SQLException("the pool gives dead connections only");
  }

  /// Aborting a connection has the pool drop it.
  private static void forget(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException _) {
      // it is dead anyway
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLException("the pool knows its user");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}

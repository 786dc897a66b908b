package org.mailkeep.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;

/// A pool of connections to one database, and what its errors mean.
final class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final String store;
  private final Dialect dialect;
  private final DataSource pool;
  private final boolean joins;
  private volatile boolean closed;

  /// What is done with a connection.
  @FunctionalInterface
  interface Use<T extends @Nullable Object> {
    T with(Session session) throws SQLException;
  }

  private Database(String store, Dialect dialect, DataSource pool, boolean joins) {
    this.store = store;
    this.dialect = dialect;
    this.pool = pool;
    this.joins = joins;
  }

  /// @param store the store's id in the settings
  /// @throws StoreException when no connection can be had
  static Database open(String store, Dialect dialect, DataSource pool) {
    var probe = new Database(store, dialect, pool, dialect.joins());
    return dialect.joins() && !probe.joins() ? new Database(store, dialect, pool, false) : probe;
  }

  Dialect dialect() {
    return dialect;
  }

  /// Reads. A connection that turns out to be gone, as after a restart of the server, is replaced
  /// once.
  ///
  /// @param tried what failures say was tried
  /// @throws StoreException when it cannot be read
  <T extends @Nullable Object> T read(String tried, Use<T> use) {
    try {
      return attempt(use);
    } catch (SQLException e) {
      if (dialect.fault(e) != Fault.LOST) {
        throw failure(tried, e);
      }
    }
    try {
      return attempt(use);
    } catch (SQLException e) {
      throw failure(tried, e);
    }
  }

  private <T extends @Nullable Object> T attempt(Use<T> use) throws SQLException {
    Connection connection = connection();
    boolean lost = false;
    try {
      return use.with(session(connection));
    } catch (SQLException e) {
      lost = dialect.fault(e) == Fault.LOST;
      throw e;
    } finally {
      if (lost) {
        drop(connection);
      } else {
        release(connection, false);
      }
    }
  }

  /// A connection for whoever gives it back.
  ///
  /// @throws StoreException when the store is closed, or no connection can be had
  Connection connection() throws SQLException {
    if (closed) {
      throw new StoreException.Unavailable("the store " + store + " is closed");
    }
    Connection connection = pooled();
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
    return connection;
  }

  private Connection pooled() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw failure("connect", e);
    }
  }

  Session session(Connection connection) {
    return new Session(connection, joins);
  }

  /// Undoes what a connection may have begun and gives it back; one that is of no more use, or has
  /// lived long enough, is dropped.
  void release(Connection connection, boolean undo) {
    if (undo && !session(connection).rollback()) {
      drop(connection);
      return;
    }
    try {
      if (AgedConnection.isOver(connection)) {
        drop(connection);
      } else {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "store " + store + ": giving a connection back", e);
    }
  }

  /// Has the pool forget a connection: that is what aborting one means to a pool.
  private void drop(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "store " + store + ": dropping a connection", e);
    }
  }

  /// What an error means to callers.
  ///
  /// @param tried what was tried
  StoreException failure(String tried, SQLException e) {
    String message =
        "store " + store + " (" + dialect.name() + "): " + tried + ": " + e.getMessage();
    return switch (dialect.fault(e)) {
      case FULL -> new StoreException.Full(message, e);
      case CORRUPT -> new StoreException.Corrupt(message, e);
      case CONFLICT, LOST, REFUSED -> new StoreException.Unavailable(message, e);
    };
  }

  void close() {
    closed = true;
  }

  /// Whether several statements may go to the server at once: a pool of the administrator may lack
  /// the leave.
  private boolean joins() {
    List<Integer> answers = new ArrayList<>();
    Step one = Step.of("SELECT 1").into(row -> answers.add(row.getInt(1)));
    try (Connection connection = connection()) {
      new Session(connection, true).run(List.of(one, one));
      return answers.size() == 2;
    } catch (SQLException e) {
      if (dialect.fault(e) != Fault.REFUSED) {
        throw failure("connect", e);
      }
      return false;
    }
  }
}

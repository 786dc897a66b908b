package org.mailkeep.store.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The class that the container's pools name: makes the connections of a store, which it finds by
/// its id. So neither address nor password stand in the container's own configuration.
public final class StoreConnections implements DataSource {
  private static final Map<String, Source> STORES = new ConcurrentHashMap<>();

  /// Where connections come from, and how long each is good for.
  private record Source(DataSource connections, Duration life) {}

  private volatile @Nullable String store;

  /// For the container.
  public StoreConnections() {}

  /// From now on, pools of this store get their connections from here.
  ///
  /// @param connections makes one whenever it is asked
  public static void provide(SqlConfig config, DataSource connections) {
    STORES.put(config.id(), new Source(connections, config.pool().life()));
  }

  /// From now on, pools of this store get no more connections.
  public static void withdraw(String store) {
    STORES.remove(store);
  }

  /// Whether pools of this store get connections.
  public static boolean provides(String store) {
    return STORES.containsKey(store);
  }

  /// The store's id; a property of the pool.
  public void setStore(String store) {
    this.store = store;
  }

  /// The store's id.
  public @Nullable String getStore() {
    return store;
  }

  @Override
  public Connection getConnection() throws SQLException {
    String id = store;
    Source source = id == null ? null : STORES.get(id);
    if (source == null) {
      throw new SQLException("no store " + id + " is open");
    }
    return AgedConnection.of(source.connections().getConnection(), source.life());
  }

  /// As the store's user, whoever is named.
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /// Drivers log by themselves.
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  /// The store's time-out holds instead.
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("no " + type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}

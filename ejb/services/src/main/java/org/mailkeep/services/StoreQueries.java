package org.mailkeep.services;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.directory.sql.StoreQuery;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;

/// Databases that rules ask: those of stores, each over a pool that is taken when it is asked first
/// and shared with the store. Safe for many threads.
final class StoreQueries implements AutoCloseable {
  private final Configuration configuration;
  private final Path home;
  private final Function<SqlConfig, SqlPools.Lease> pools;
  private final Map<String, Opened> opened = new HashMap<>();
  private boolean closed;

  /// A store's database once it is asked.
  private record Opened(SqlPools.Lease lease, StoreQuery query) {}

  /// @param configuration that the server was started with
  /// @param home the instance's folder
  /// @param pools gives one to a database
  StoreQueries(Configuration configuration, Path home, Function<SqlConfig, SqlPools.Lease> pools) {
    this.configuration = configuration;
    this.home = home;
    this.pools = pools;
  }

  /// Whether a store is a database that can be asked.
  static boolean isAsked(Configuration configuration, String store) {
    return StoreSettings.enabled(configuration).contains(store)
        && SqlSettings.isSql(StoreSettings.type(configuration, store));
  }

  /// The columns of the first row that a query finds.
  ///
  /// @param sql with `?` for each value, or `$1` for a single one
  /// @param values texts and numbers
  /// @throws ExpressionException when it cannot be answered now
  Optional<List<String>> first(String store, String sql, List<?> values) {
    try {
      return opened(store).query().first(sql, values);
    } catch (SQLException | StoreException e) {
      throw new ExpressionException("store " + store + " cannot be asked now", e);
    }
  }

  private synchronized Opened opened(String store) {
    if (closed) {
      throw new ExpressionException("the server is being stopped");
    }
    return opened.computeIfAbsent(store, this::open);
  }

  private Opened open(String store) {
    if (!isAsked(configuration, store)) {
      throw new ExpressionException("there is no database " + store + " to ask");
    }
    SqlConfig config = SqlSettings.config(configuration, store, home);
    SqlPools.Lease lease = pools.apply(config);
    return new Opened(lease, new StoreQuery(lease.pool(), config.timeout()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    opened.values().forEach(each -> each.lease().end().run());
    opened.clear();
  }
}

package org.mailkeep.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.DataBackend;

/// A store in an SQL database. Reads run on the caller's thread, each by a connection of the pool;
/// commits on one [Committer], which needs two round trips for all that wait.
public final class SqlBackend implements DataBackend {
  private final Database database;
  private final Committer committer;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqlBackend(Database database, Committer committer, Runnable end) {
    this.database = database;
    this.committer = committer;
    this.end = end;
  }

  /// Opens a database, making tables that are missing.
  ///
  /// @param pool of connections to it
  /// @param end closes the pool: called once when the store has been closed
  /// @throws StoreException when it cannot be opened, is of another kind, or a newer server has
  ///   made its tables
  public static SqlBackend open(SqlConfig config, DataSource pool, Runnable end) {
    if (config.place() instanceof SqlConfig.Container) {
      checkProduct(config, pool);
    }
    Database database = prepared(config, pool);
    execute(database, config);
    return new SqlBackend(
        database,
        new Committer(
            new GroupWriter(database), config.queue(), config.id(), "store " + config.id()),
        end);
  }

  /// A pool of the administrator may lead anywhere.
  private static void checkProduct(SqlConfig config, DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      if (!config.dialect().isOf(product)) {
        throw new StoreException.Unavailable(
            "%s%s leads to a database of %s, but the store is of type %s"
                .formatted(config.key("type"), config.where(), product, config.dialect().name()));
      }
    } catch (SQLException e) {
      throw Connections.refused(config, e);
    }
  }

  private static Database prepared(SqlConfig config, DataSource pool) {
    try {
      Database database = Database.open(config.id(), config.dialect(), pool);
      new Layout(database).prepare();
      return database;
    } catch (StoreException e) {
      String culprit =
          e.getCause() instanceof SQLException cause
              ? config.dialect().culprit(cause)
              : config.kind() == SqlConfig.Kind.SQLITE ? "path" : "database";
      throw new StoreException.Unavailable(config.key(culprit) + e.getMessage(), e);
    }
  }

  private static void execute(Database database, SqlConfig config) {
    for (String statement : config.first()) {
      try (Connection connection = database.connection();
          Statement execution = connection.createStatement()) {
        execution.execute(statement);
      } catch (SQLException e) {
        throw new StoreException.Unavailable(
            "store." + config.id() + ".init.execute: " + statement + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return database.<byte @Nullable []>read(
        "get " + space, session -> Queries.get(session, space, key));
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return database.read(
        "get " + keys.size() + " of " + space,
        session -> Queries.get(session, database.dialect(), space, keys));
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    checkLimit(limit);
    return database.read(
        "scan " + space, session -> Queries.scan(session, space, range, direction, limit));
  }

  @Override
  public Snapshot snapshot() {
    return SqlSnapshot.of(database);
  }

  @Override
  public Commit commit(Batch batch) {
    return committer.commit(batch, true);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return committer.commit(batch, false);
  }

  /// How many groups of commits it has written so far, each with one flush.
  public long groups() {
    return committer.groups();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      committer.close();
      database.close();
      end.run();
    }
  }

  static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }
}

package org.mailkeep.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// A transaction that only reads. Used by one thread at a time.
///
/// It keeps a connection, and the server from tidying up; so it answers no more when it is much
/// older than the contract's five seconds.
final class SqlSnapshot implements Snapshot {
  private static final long LIFE = TimeUnit.SECONDS.toNanos(30);

  private final Database database;
  private final Connection connection;
  private final Session session;
  private final long end = System.nanoTime() + LIFE;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqlSnapshot(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
    this.session = database.session(connection);
  }

  /// @throws StoreException when there is none to be had
  static SqlSnapshot of(Database database) {
    try {
      return begin(database);
    } catch (SQLException e) {
      if (database.dialect().fault(e) != Fault.LOST) {
        throw database.failure("snapshot", e);
      }
    }
    try {
      return begin(database);
    } catch (SQLException e) {
      throw database.failure("snapshot", e);
    }
  }

  private static SqlSnapshot begin(Database database) throws SQLException {
    var snapshot = new SqlSnapshot(database, database.connection());
    boolean begun = false;
    try {
      snapshot.session.run(database.dialect().beginToRead());
      begun = true;
      return snapshot;
    } finally {
      if (!begun) {
        snapshot.close();
      }
    }
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return read("get " + space, () -> Queries.get(session, space, key));
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return read(
        "get " + keys.size() + " of " + space,
        () -> Queries.get(session, database.dialect(), space, keys));
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    SqlBackend.checkLimit(limit);
    return read("scan " + space, () -> Queries.scan(session, space, range, direction, limit));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      database.release(connection, true);
    }
  }

  private interface Read<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private <T extends @Nullable Object> T read(String tried, Read<T> read) {
    if (closed.get()) {
      throw new StoreException.Unavailable("the snapshot is closed");
    }
    if (System.nanoTime() - end > 0) {
      close();
      throw new StoreException.Unavailable("the snapshot is too old");
    }
    try {
      return read.run();
    } catch (SQLException e) {
      throw database.failure(tried, e);
    }
  }
}

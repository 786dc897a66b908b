package org.mailkeep.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.mailkeep.store.servers.TestPool;

/// A table of one's own, written as `pgbench` does: each writer inserts a row and commits, over the
/// same pool as the store. SQLite has one writer, who inserts groups.
final class BareSql implements Bare {
  private final TestPool pool;
  private final DataSource source;
  private final boolean inGroups;

  /// @param octets the database's type of a value
  BareSql(TestPool pool, String key, String octets, boolean inGroups) throws SQLException {
    this.pool = pool;
    this.source = pool.source();
    this.inGroups = inGroups;
    try (Connection connection = source.getConnection();
        PreparedStatement create =
            connection.prepareStatement(
                "CREATE TABLE bare (k " + key + " NOT NULL PRIMARY KEY, v " + octets + ")")) {
      create.execute();
    }
  }

  @Override
  public boolean inGroups() {
    return inGroups;
  }

  @Override
  public void commit(long first, int count) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(count == 1);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO bare (k, v) VALUES (?, ?)")) {
        for (long number = first; number < first + count; number++) {
          insert.setBytes(1, Records.key(number));
          insert.setBytes(2, Records.value(number));
          insert.executeUpdate();
        }
      }
      if (count > 1) {
        connection.commit();
      }
    }
  }

  @Override
  public void get(long number) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select = connection.prepareStatement("SELECT v FROM bare WHERE k = ?")) {
      select.setBytes(1, Records.key(number));
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next() || rows.getBytes(1).length != Records.VALUE) {
          throw new IllegalStateException("record " + number + " is missing");
        }
      }
    }
  }

  @Override
  public long scan(long first, int count) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT k, v FROM bare WHERE k >= ? ORDER BY k LIMIT " + count)) {
      select.setBytes(1, Records.key(first));
      long octets = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          octets += rows.getBytes(1).length + rows.getBytes(2).length;
        }
      }
      return octets;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

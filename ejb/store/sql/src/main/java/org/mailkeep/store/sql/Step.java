package org.mailkeep.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A statement, what fills its places, and what takes its rows.
///
/// @param octets of what fills its places, about
/// @param rows takes each row; null for a statement without rows
record Step(String sql, long octets, Binding binding, @Nullable Rows rows) {
  /// Fills places.
  @FunctionalInterface
  interface Binding {
    /// @param place the first place
    /// @return the first place behind
    int bind(PreparedStatement statement, int place) throws SQLException;
  }

  /// Takes rows.
  @FunctionalInterface
  interface Rows {
    /// Takes the row at which the set stands.
    void take(ResultSet row) throws SQLException;
  }

  /// A statement without places and rows.
  static Step of(String sql) {
    return new Step(sql, 0, (_, place) -> place, null);
  }

  /// A statement with octets for its places.
  static Step of(String sql, List<byte[]> values) {
    long octets = values.stream().mapToLong(value -> value.length).sum();
    Binding binding =
        (statement, place) -> {
          int next = place;
          for (byte[] value : values) {
            statement.setBytes(next++, value);
          }
          return next;
        };
    return new Step(sql, octets, binding, null);
  }

  /// The same, whose rows something takes.
  Step into(Rows taker) {
    return new Step(sql, octets, binding, taker);
  }

  /// Gives the rows of a result to whoever takes them.
  void read(ResultSet result) throws SQLException {
    Rows taker = Objects.requireNonNull(rows);
    while (result.next()) {
      taker.take(result);
    }
  }
}

package org.mailkeep.directory.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// What rules ask a store's database. What clients write reaches it as parameters only.
///
/// @param pool of connections to the database
/// @param timeout of a query
public record StoreQuery(DataSource pool, Duration timeout) {

  /// The columns of the first row that a query finds; NULL is the empty text.
  ///
  /// @param text with `?` for each value, or `$1` for a single one
  /// @param values texts and numbers; a single one goes to each place
  /// @throws SQLException when it cannot be answered
  public Optional<List<String>> first(String text, List<?> values) throws SQLException {
    PreparedQuery query = PreparedQuery.of(text);
    if (values.size() != 1 && values.size() != query.places()) {
      throw new SQLException(
          "the query has " + query.places() + " places for " + values.size() + " values");
    }
    try (Connection connection = pool.getConnection()) {
      try {
        return first(connection, query, values);
      } catch (SQLException e) {
        if (!connection.isValid(seconds())) {
          connection.abort(Runnable::run); // so that the pool makes another one
        }
        throw e;
      }
    }
  }

  private Optional<List<String>> first(Connection connection, PreparedQuery query, List<?> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      statement.setQueryTimeout(seconds());
      statement.setMaxRows(1);
      for (int i = 0; i < query.places(); i++) {
        statement.setObject(i + 1, values.get(values.size() == 1 ? 0 : i));
      }
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() ? Optional.of(row(answer)) : Optional.empty();
      }
    }
  }

  private static List<String> row(ResultSet answer) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
      String text = answer.getString(i);
      row.add(text == null ? "" : text);
    }
    return row;
  }

  private int seconds() {
    return Math.toIntExact(Math.max(1, timeout.toSeconds()));
  }
}

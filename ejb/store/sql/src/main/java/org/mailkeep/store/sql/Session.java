package org.mailkeep.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/// A connection in use. It commits by statements of its own, not by JDBC's: so a transaction's
/// begin and end travel with what lies between.
///
/// @param connection in JDBC's auto-commit mode
/// @param joins whether several statements may go to the server at once
record Session(Connection connection, boolean joins) {
  /// Octets that go to the server at once, about.
  private static final long AT_ONCE = 2L << 20;

  /// Runs steps in order, in as few round trips as can be.
  void run(List<Step> steps) throws SQLException {
    List<Step> together = new ArrayList<>();
    long octets = 0;
    for (Step step : steps) {
      if (!together.isEmpty() && (!joins || octets + step.octets() > AT_ONCE)) {
        execute(together);
        together.clear();
        octets = 0;
      }
      together.add(step);
      octets += step.octets();
    }
    execute(together);
  }

  /// Undoes a transaction that may have begun.
  ///
  /// @return whether the connection is fit for more
  boolean rollback() {
    try {
      execute(List.of(Statements.ROLLBACK));
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void execute(List<Step> steps) throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    String sql = steps.stream().map(Step::sql).collect(Collectors.joining("; "));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 1;
      for (Step step : steps) {
        place = step.binding().bind(statement, place);
      }
      boolean rows = statement.execute();
      if (steps.size() == 1) {
        if (rows) {
          read(steps.getFirst(), statement);
        }
      } else {
        readAll(steps, statement, rows);
      }
    }
  }

  private static void readAll(List<Step> steps, PreparedStatement statement, boolean firstHasRows)
      throws SQLException {
    Iterator<Step> readers = steps.stream().filter(step -> step.rows() != null).iterator();
    boolean rows = firstHasRows;
    while (rows || statement.getUpdateCount() >= 0) {
      if (rows) {
        read(readers.next(), statement);
      }
      rows = statement.getMoreResults();
    }
  }

  private static void read(Step step, PreparedStatement statement) throws SQLException {
    if (step.rows() == null) {
      return;
    }
    try (ResultSet result = statement.getResultSet()) {
      step.read(result);
    }
  }
}

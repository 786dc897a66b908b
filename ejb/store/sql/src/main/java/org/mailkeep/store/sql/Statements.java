package org.mailkeep.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// The statements that all databases understand.
final class Statements {
  static final Step COMMIT = Step.of("COMMIT");
  static final Step ROLLBACK = Step.of("ROLLBACK");

  private Statements() {}

  static String table(Subspace space) {
    return "mailkeep_" + space.name().toLowerCase(Locale.ROOT);
  }

  static Step get(Subspace space, byte[] key) {
    return Step.of("SELECT v FROM " + table(space) + " WHERE k = ?", List.of(key));
  }

  static Step scan(Subspace space, Range range, Direction direction, int limit) {
    String order =
        switch (direction) {
          case UP -> "";
          case DOWN -> " DESC";
        };
    Step bounded = bounded("SELECT k, v FROM " + table(space), range);
    return new Step(
        bounded.sql() + " ORDER BY k" + order + " LIMIT ?",
        bounded.octets(),
        (statement, place) -> {
          int next = bounded.binding().bind(statement, place);
          statement.setInt(next, limit);
          return next + 1;
        },
        null);
  }

  static Step deleteRange(Subspace space, Range range) {
    return bounded("DELETE FROM " + table(space), range);
  }

  /// `k IN (?, ?, ?)`, for databases without arrays.
  static Step in(String start, List<byte[]> keys) {
    return Step.of(start + " WHERE k IN (" + places("?", keys.size()) + ")", keys);
  }

  /// `INSERT … VALUES (?, ?), (?, ?) …`, for databases without arrays.
  static Step insert(Subspace space, List<Entry> entries, String orElse) {
    List<byte[]> values = new ArrayList<>(2 * entries.size());
    for (Entry entry : entries) {
      values.add(entry.key());
      values.add(entry.value());
    }
    String rows = places("(?, ?)", entries.size());
    return Step.of("INSERT INTO " + table(space) + " (k, v) VALUES " + rows + " " + orElse, values);
  }

  private static String places(String each, int count) {
    return String.join(", ", Collections.nCopies(count, each));
  }

  private static Step bounded(String start, Range range) {
    byte[] to = range.to();
    return to == null
        ? Step.of(start + " WHERE k >= ?", List.of(range.from()))
        : Step.of(start + " WHERE k >= ? AND k < ?", List.of(range.from(), to));
  }
}

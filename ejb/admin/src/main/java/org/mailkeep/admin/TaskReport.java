package org.mailkeep.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a task found out: numbers, and a table. Bounded by whoever makes it; it stays in memory.
///
/// @param counts by name, in order
/// @param columns titles of the table; empty when there is none
/// @param rows each with as many cells as there are columns
public record TaskReport(Map<String, Long> counts, List<String> columns, List<List<String>> rows) {
  /// The most rows that a report may have.
  public static final int MOST_ROWS = 1_000;

  /// Nothing worth telling.
  public static final TaskReport NONE = new TaskReport(Map.of(), List.of(), List.of());

  public TaskReport {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (rows.size() > MOST_ROWS || rows.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException(rows.size() + " rows of " + width + " cells");
    }
  }

  /// One number.
  public static TaskReport of(String name, long count) {
    return of(Map.of(name, count));
  }

  /// Numbers alone.
  public static TaskReport of(Map<String, Long> counts) {
    return new TaskReport(counts, List.of(), List.of());
  }
}

package org.mailkeep.launcher;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Text in columns.
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /// A table with these headings.
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /// Adds a row; it has as many cells as there are headings.
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("not " + rows.getFirst().size() + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// Prints the table, each column as wide as its widest cell.
  public void print(PrintStream out) {
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.repeat(' ', width(column) - row.get(column).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}

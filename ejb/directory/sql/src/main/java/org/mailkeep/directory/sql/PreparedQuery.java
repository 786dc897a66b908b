package org.mailkeep.directory.sql;

/// A query with its places for what is looked for: `?` as MySQL and SQLite write them, or `$1` as
/// PostgreSQL does. What is in quotes or in comments is left alone.
///
/// @param sql with `?` for each place, as JDBC wants it
/// @param places how many there are
record PreparedQuery(String sql, int places) {
  /// Reads a query.
  static PreparedQuery of(String text) {
    boolean numbered = new Scan(text, true).run().places > 0;
    Scan scan = new Scan(text, numbered).run();
    return new PreparedQuery(scan.out.toString(), scan.places);
  }

  /// One way through a query.
  private static final class Scan {
    private final String text;
    private final boolean questionMarksAreOperators;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int places;

    Scan(String text, boolean questionMarksAreOperators) {
      this.text = text;
      this.questionMarksAreOperators = questionMarksAreOperators;
    }

    Scan run() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
          copyTo(end(String.valueOf(c), 1));
        } else if (text.startsWith("--", at)) {
          copyTo(end("\n", 2));
        } else if (text.startsWith("/*", at)) {
          copyTo(end("*/", 2));
        } else if (text.startsWith("$1", at) && !digitAt(at + 2)) {
          place(2);
        } else if (c == '?' && !questionMarksAreOperators) {
          place(1);
        } else {
          out.append(c == '?' ? "??" : c);
          at++;
        }
      }
      return this;
    }

    private void place(int length) {
      out.append('?');
      places++;
      at += length;
    }

    private boolean digitAt(int index) {
      return index < text.length() && Character.isDigit(text.charAt(index));
    }

    /// Where the thing ends that begins here; the end of the text when it never does.
    private int end(String mark, int skip) {
      int found = text.indexOf(mark, at + skip);
      return found < 0 ? text.length() : found + mark.length();
    }

    private void copyTo(int end) {
      out.append(text, at, end);
      at = end;
    }
  }
}

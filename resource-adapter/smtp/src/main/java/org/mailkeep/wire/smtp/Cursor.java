package org.mailkeep.wire.smtp;

import java.util.function.IntPredicate;

/// A place in a command line. `take` asks and moves when the answer is yes; `upTo` methods return
/// what they moved over, which may be nothing.
final class Cursor {
  private final String line;
  private int at;

  Cursor(String line) {
    this.line = line;
  }

  boolean atEnd() {
    return at == line.length();
  }

  /// The next character, or 0 at the end; no line holds a NUL.
  char peek() {
    return at < line.length() ? line.charAt(at) : 0;
  }

  boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  boolean takeIgnoringCase(String word) {
    if (!line.regionMatches(true, at, word, 0, word.length())) {
      return false;
    }
    at += word.length();
    return true;
  }

  char next() {
    char c = peek();
    at += c == 0 ? 0 : 1;
    return c;
  }

  void skipSpaces() {
    while (take(' ')) {}
  }

  String takeWhile(IntPredicate wanted) {
    int from = at;
    while (at < line.length() && wanted.test(line.charAt(at))) {
      at++;
    }
    return line.substring(from, at);
  }

  String word() {
    return takeWhile(c -> c != ' ');
  }

  String rest() {
    int from = at;
    at = line.length();
    return line.substring(from).strip();
  }
}

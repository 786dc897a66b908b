package org.mailkeep.expression;

import java.util.ArrayDeque;
import java.util.Deque;

/// How large a regular expression becomes when counted repetitions are written out, so that one
/// like `((a{99}){99}){99}` is refused before anybody compiles it. A rough count from above.
final class RegexSize {
  private final String text;
  private int at;

  RegexSize(String text) {
    this.text = text;
  }

  long steps() {
    Deque<Long> open = new ArrayDeque<>();
    long here = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      long piece = 1;
      if (c == '(') {
        open.push(here);
        here = 1;
        at++;
        continue;
      } else if (c == ')' && !open.isEmpty()) {
        piece = here;
        here = open.pop();
        at++;
      } else {
        skipAtom(c);
      }
      here = Math.min(Long.MAX_VALUE / 4000, here + piece * repetitions());
    }
    while (!open.isEmpty()) {
      here += open.pop();
    }
    return here;
  }

  /// One character, an escape, or a class.
  private void skipAtom(char c) {
    if (c == '\\') {
      at += 2;
    } else if (c == '[') {
      int end = at + 1;
      while (end < text.length() && (text.charAt(end) != ']' || end <= at + 1)) {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      at = end + 1;
    } else {
      at++;
    }
  }

  /// The larger number of `{n,m}` when that comes next, and 1 otherwise; `{n,}` is `n` and one
  /// more.
  private long repetitions() {
    if (at >= text.length() || text.charAt(at) != '{') {
      return 1;
    }
    int end = text.indexOf('}', at);
    if (end < 0) {
      return 1;
    }
    long most = 1;
    for (String number : text.substring(at + 1, end).split(",", 2)) {
      boolean count = number.matches("[0-9]{1,4}");
      most = Math.max(most, count ? Long.parseLong(number) : 1);
    }
    at = end + 1;
    return most + 1;
  }
}

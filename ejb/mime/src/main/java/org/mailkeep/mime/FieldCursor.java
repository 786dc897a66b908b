package org.mailkeep.mime;

/// Walks over the text of one structured field. Every method moves on or stays at the end, so that
/// reading a field takes linear time whatever it holds.
final class FieldCursor {
  /// An encoded word is at most 75 characters; longer ones are sent, up to this they are known.
  private static final int ENCODED_WORD = 250;

  private final String text;
  private int at;

  /// The last comment that was skipped, without parentheses.
  private String comment = "";

  FieldCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// The next character, or 0 at the end.
  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /// Takes one character if it is next.
  boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void skip() {
    if (at < text.length()) {
      at++;
    }
  }

  String comment() {
    return comment;
  }

  void forgetComment() {
    comment = "";
  }

  /// [CFWS] (RFC 5322 §3.2.2); true when there was some. Comments nest to any depth at no cost.
  boolean skipBlanks() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        readComment();
      } else if (Ascii.isBlank(c)) {
        at++;
      } else {
        break;
      }
    }
    return at > start;
  }

  private void readComment() {
    StringBuilder inside = new StringBuilder();
    int depth = 0;
    do {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        inside.append(text.charAt(at++));
      } else if (c == '(') {
        if (depth++ > 0) {
          inside.append(c);
        }
      } else if (c == ')') {
        if (--depth > 0) {
          inside.append(c);
        }
      } else {
        inside.append(c);
      }
    } while (depth > 0 && at < text.length());
    comment = inside.toString().strip();
  }

  /// quoted-string (RFC 5322 §3.2.4) without its quotes; the opening quote is next. A missing
  /// closing quote ends at the field's end.
  String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      out.append(c);
    }
    return out.toString();
  }

  /// atom (RFC 5322 §3.2.3); an encoded word counts as one atom even with specials inside.
  String atom() {
    int word = encodedWordEnd();
    int start = at;
    if (word > 0) {
      at = word;
    }
    while (at < text.length() && Ascii.isAtom(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private int encodedWordEnd() {
    if (!text.startsWith("=?", at)) {
      return -1;
    }
    int marks = 0;
    int limit = Math.min(text.length(), at + ENCODED_WORD);
    for (int i = at + 2; i < limit; i++) {
      char c = text.charAt(i);
      if (Ascii.isBlank(c)) {
        return -1;
      }
      if (c == '?' && ++marks >= 3 && i + 1 < text.length() && text.charAt(i + 1) == '=') {
        return i + 2;
      }
    }
    return -1;
  }

  /// token (RFC 2045 §5.1), possibly empty.
  String token() {
    int start = at;
    while (at < text.length() && Ascii.isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /// All up to one of the characters or the end, stripped.
  String until(String stops) {
    int start = at;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }
}

package org.mailkeep.launcher;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON by descent. Nesting is bounded, so a hostile text cannot exhaust the stack.
final class JsonParser {

  private static final int DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  /// One value and nothing behind it.
  Json document() {
    Json value = value();
    space();
    if (at < text.length()) {
      throw wrong("end");
    }
    return value;
  }

  private Json value() {
    space();
    if (++depth > DEPTH) {
      throw wrong("less nesting");
    }
    Json value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> new Json.Text(string());
          case 't' -> word("true", new Json.Bool(true));
          case 'f' -> word("false", new Json.Bool(false));
          case 'n' -> word("null", new Json.Null());
          default -> number();
        };
    depth--;
    return value;
  }

  private Json object() {
    Map<String, Json> members = new LinkedHashMap<>();
    expect('{');
    if (!take('}')) {
      do {
        space();
        String name = string();
        expect(':');
        members.put(name, value());
      } while (take(','));
      expect('}');
    }
    return new Json.Members(members);
  }

  private Json array() {
    List<Json> values = new ArrayList<>();
    expect('[');
    if (!take(']')) {
      do {
        values.add(value());
      } while (take(','));
      expect(']');
    }
    return new Json.Array(values);
  }

  private String string() {
    if (peek() != '"') {
      throw wrong("a string");
    }
    at++;
    var string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw wrong("an escape");
    };
  }

  private char hex() {
    if (at + 4 > text.length()) {
      throw wrong("four digits");
    }
    at += 4;
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private Json number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new Json.Numeral(new BigDecimal(text.substring(start, at)));
    } catch (NumberFormatException e) {
      throw wrong("a value");
    }
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private boolean take(char wanted) {
    space();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw wrong("'" + wanted + "'");
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("JSON: expected " + expected + " at offset " + at);
  }
}

package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes an expression apart into words.
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of(
          "&&", "||", "==", "!=", "<=", ">=", "&", "|", "^", "=", "<", ">", "!", "+", "-", "*", "/",
          "(", ")", "[", "]", ",");
  private static final Map<String, Long> UNITS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws SyntaxException {
    if (text.length() > Limits.LENGTH) {
      throw new SyntaxException(0, "an expression has at most " + Limits.LENGTH + " characters");
    }
    var lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() throws SyntaxException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else if (isDigit(c)) {
        number();
      } else if (isLetter(c)) {
        tokens.add(new Token.Word(word(), column(at)));
        at += word().length();
      } else if (c == '$') {
        group();
      } else {
        symbol();
      }
    }
    tokens.add(new Token.End(column(at)));
  }

  private static int column(int index) {
    return index + 1;
  }

  /// A backslash before the quote stands for the quote; any other is itself, as in regular
  /// expressions.
  private void quoted(char quote) throws SyntaxException {
    int begin = at;
    var content = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      boolean escaped =
          text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote;
      at += escaped ? 1 : 0;
      content.append(text.charAt(at));
    }
    if (at >= text.length()) {
      throw new SyntaxException(column(begin), "a text without its closing " + quote);
    }
    at++;
    tokens.add(new Token.Quoted(content.toString(), column(begin)));
  }

  private void number() throws SyntaxException {
    int begin = at;
    while (at < text.length() && (isDigit(text.charAt(at)) || isPoint())) {
      at++;
    }
    String digits = text.substring(begin, at);
    String unit = word();
    at += unit.length();
    var value =
        Numbers.parse(digits)
            .orElseThrow(() -> new SyntaxException(column(begin), digits + " is no number"));
    if (unit.isEmpty()) {
      tokens.add(new Token.Amount(value, Kind.NUMBER, column(begin)));
      return;
    }
    Long factor = UNITS.get(unit);
    if (factor == null || !(value instanceof Value.Whole(long number))) {
      throw new SyntaxException(
          column(begin), digits + unit + " is no duration such as 500ms, 30s, 5m, 1h or 7d");
    }
    Value millis = Numbers.combine(Expression.Sign.TIMES, Values.of(number), Values.of(factor));
    if (!(millis instanceof Value.Whole)) {
      throw new SyntaxException(column(begin), digits + unit + " is too long a duration");
    }
    tokens.add(new Token.Amount(millis, Kind.DURATION, column(begin)));
  }

  private boolean isPoint() {
    return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
  }

  private void group() throws SyntaxException {
    int begin = at;
    int end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end)) && end - begin <= 3) {
      end++;
    }
    if (end == begin + 1) {
      throw new SyntaxException(column(begin), "expected a number after $");
    }
    at = end;
    tokens.add(new Token.Group(Integer.parseInt(text, begin + 1, end, 10), column(begin)));
  }

  private void symbol() throws SyntaxException {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        tokens.add(new Token.Symbol(symbol, column(at)));
        at += symbol.length();
        return;
      }
    }
    int odd = text.codePointAt(at);
    String shown =
        Character.isISOControl(odd) ? "a control character" : "'" + Character.toString(odd) + "'";
    throw new SyntaxException(column(at), shown + " means nothing here");
  }

  /// The letters, digits and underscores that come next.
  private String word() {
    int end = at;
    while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) {
      end++;
    }
    return text.substring(at, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}

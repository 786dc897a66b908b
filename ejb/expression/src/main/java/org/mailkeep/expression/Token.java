package org.mailkeep.expression;

/// A word of an expression, with the column where it begins.
sealed interface Token {
  int column();

  /// A name: of a variable, a function, a constant.
  record Word(String text, int column) implements Token {}

  /// A number, or a duration in milliseconds.
  record Amount(Value value, Kind kind, int column) implements Token {}

  /// A text in quotes.
  record Quoted(String text, int column) implements Token {}

  /// `$` and a number.
  record Group(int number, int column) implements Token {}

  /// An operator, a bracket or a comma.
  record Symbol(String text, int column) implements Token {}

  /// Nothing more.
  record End(int column) implements Token {}

  /// What a problem calls it.
  default String shown() {
    return switch (this) {
      case Word(var text, _) -> "'" + text + "'";
      case Amount(var value, _, _) -> value.asText();
      case Quoted _ -> "a text";
      case Group(var number, _) -> "$" + number;
      case Symbol(var text, _) -> "'" + text + "'";
      case End _ -> "the end";
    };
  }
}

package org.mailkeep.expression;

import java.util.List;
import java.util.Optional;

/// What an expression is when it is asked. There are no truth values of their own: 1 is true, and
/// 0, the empty text, the empty list and nothing are false.
public sealed interface Value {
  /// A text.
  record Text(String text) implements Value {}

  /// A whole number.
  record Whole(long number) implements Value {}

  /// A number with a fraction.
  record Decimal(double number) implements Value {}

  /// A list.
  record Items(List<Value> items) implements Value {
    /// Copies the items.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// No value.
  record Nothing() implements Value {}

  /// Whether it counts as true.
  default boolean isTrue() {
    return switch (this) {
      case Text(String text) -> !text.isEmpty();
      case Whole(long number) -> number != 0;
      case Decimal(double number) -> number != 0;
      case Items(List<Value> items) -> !items.isEmpty();
      case Nothing() -> false;
    };
  }

  /// The value as a text; items of a list are separated by commas.
  default String asText() {
    return switch (this) {
      case Text(String text) -> text;
      case Whole(long number) -> Long.toString(number);
      case Decimal(double number) -> Double.toString(number);
      case Items(List<Value> items) ->
          String.join(", ", items.stream().map(Value::asText).toList());
      case Nothing() -> "";
    };
  }

  /// The value as a number: itself, or the number that a text spells.
  default Optional<Value> asNumber() {
    return switch (this) {
      case Whole _, Decimal _ -> Optional.of(this);
      case Text(String text) -> Numbers.parse(text);
      case Items _, Nothing _ -> Optional.empty();
    };
  }
}

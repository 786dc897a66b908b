package org.mailkeep.expression;

import java.util.List;
import org.mailkeep.expression.Value.Items;

/// Functions of lists. A single value counts as a list of one, nothing as an empty one.
final class ListFunctions {
  private ListFunctions() {}

  static List<Value> items(Value value) {
    return switch (value) {
      case Items(List<Value> items) -> items;
      case Value.Nothing() -> List.of();
      case Value.Text _, Value.Whole _, Value.Decimal _ -> List.of(value);
    };
  }

  static Value reversed(Value list) {
    return new Items(items(list).reversed());
  }

  static Value sort(Value list, boolean ascending) {
    var sorted = items(list).stream().sorted(Order::compare).toList();
    return new Items(ascending ? sorted : sorted.reversed());
  }

  static Value dedup(Value list) {
    return new Items(items(list).stream().distinct().toList());
  }

  static Value winnow(Value list) {
    return new Items(items(list).stream().filter(item -> !isEmpty(item)).toList());
  }

  static Value meet(Value one, Value two) {
    return Values.of(
        items(one).stream()
            .anyMatch(item -> TextFunctions.contains(new Items(items(two)), item, false)));
  }

  /// Whether it is nothing, the empty text or the empty list; a number never is.
  static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.isEmpty();
      case Items(List<Value> items) -> items.isEmpty();
      case Value.Nothing() -> true;
      case Value.Whole _, Value.Decimal _ -> false;
    };
  }
}

package org.mailkeep.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.mailkeep.expression.Value.Items;

/// Functions of texts.
final class TextFunctions {
  private TextFunctions() {}

  /// Changes a text, or each item of a list.
  static Value each(Value value, UnaryOperator<String> change) {
    return value instanceof Items(List<Value> items)
        ? new Items(items.stream().map(item -> each(item, change)).toList())
        : Values.of(change.apply(value.asText()));
  }

  static Value length(Value value) {
    return Values.of(
        value instanceof Items(List<Value> items)
            ? items.size()
            : (long) value.asText().getBytes(StandardCharsets.UTF_8).length);
  }

  /// Whether there are letters, all of this kind.
  static Value letters(Value value, IntPredicate kind) {
    int[] letters = value.asText().codePoints().filter(Character::isLetter).toArray();
    for (int letter : letters) {
      if (!kind.test(letter)) {
        return Values.FALSE;
      }
    }
    return Values.of(letters.length > 0);
  }

  static Value count(Value value, IntPredicate kind) {
    return Values.of(value.asText().codePoints().filter(kind).count());
  }

  static boolean contains(Value within, Value what, boolean anyCase) {
    if (within instanceof Items(List<Value> items)) {
      return items.stream()
          .anyMatch(item ->
              anyCase ? item.asText().equalsIgnoreCase(what.asText()) : Order.isEqual(item, what));
    }
    return anyCase ? lower(within).contains(lower(what)) : within.asText().contains(what.asText());
  }

  private static String lower(Value value) {
    return value.asText().toLowerCase(Locale.ROOT);
  }

  static Value substring(Value value, Value start, Value length) {
    int[] points = value.asText().codePoints().toArray();
    int from = index(start, points.length);
    int size = index(length, points.length - from);
    return Values.of(new String(points, from, size));
  }

  /// A number as an index: none below 0, none beyond the end.
  private static int index(Value number, int end) {
    double wanted = number.asNumber().map(Numbers::asDouble).orElse(0.0);
    return (int) Math.max(0, Math.min(end, wanted));
  }

  static Value stripPrefix(Value value, Value what) {
    String text = value.asText();
    String prefix = what.asText();
    return text.startsWith(prefix) ? Values.of(text.substring(prefix.length())) : Values.NOTHING;
  }

  static Value stripSuffix(Value value, Value what) {
    String text = value.asText();
    String suffix = what.asText();
    return text.endsWith(suffix)
        ? Values.of(text.substring(0, text.length() - suffix.length()))
        : Values.NOTHING;
  }

  static Value split(Value value, Value what) {
    String text = value.asText();
    String between = what.asText();
    List<String> parts = new ArrayList<>();
    int from = 0;
    int at = between.isEmpty() ? -1 : text.indexOf(between);
    while (at >= 0 && parts.size() < Limits.ITEMS) {
      parts.add(text.substring(from, at));
      from = at + between.length();
      at = text.indexOf(between, from);
    }
    parts.add(text.substring(from));
    return Values.of(parts);
  }

  static Value splitOnce(Value value, Value what, boolean last) {
    String text = value.asText();
    String between = what.asText();
    int at = last ? text.lastIndexOf(between) : text.indexOf(between);
    return between.isEmpty() || at < 0
        ? new Items(List.of())
        : Values.of(List.of(text.substring(0, at), text.substring(at + between.length())));
  }

  static Value words(Value value) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    for (int point : value.asText().codePoints().toArray()) {
      if (Character.isLetterOrDigit(point)) {
        word.appendCodePoint(point);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return Values.of(words);
  }
}

package org.mailkeep.expression;

import java.util.Optional;
import org.mailkeep.expression.Expression.Sign;
import org.mailkeep.expression.Value.Decimal;
import org.mailkeep.expression.Value.Whole;

/// Arithmetic. Whole numbers stay whole as long as they fit; what cannot be counted is nothing.
final class Numbers {
  private static final int LONGEST = 32;

  private Numbers() {}

  /// The number that a text spells: `25`, `-1`, `2.5`.
  static Optional<Value> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !isSpelled(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.indexOf('.') < 0
              ? new Whole(Long.parseLong(text))
              : new Decimal(Double.parseDouble(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isSpelled(String text) {
    int from = text.charAt(0) == '-' ? 1 : 0;
    int dot = text.indexOf('.');
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i != dot && (c < '0' || c > '9')) {
        return false;
      }
    }
    return text.length() > from && dot != from && dot != text.length() - 1;
  }

  /// Adds, subtracts, multiplies or divides two numbers.
  static Value combine(Sign sign, Value left, Value right) {
    if (left instanceof Whole(long a) && right instanceof Whole(long b)) {
      return whole(sign, a, b);
    }
    return decimal(sign, asDouble(left), asDouble(right));
  }

  private static Value whole(Sign sign, long a, long b) {
    try {
      return switch (sign) {
        case PLUS -> new Whole(Math.addExact(a, b));
        case MINUS -> new Whole(Math.subtractExact(a, b));
        case TIMES -> new Whole(Math.multiplyExact(a, b));
        case OVER -> b == 0 ? Values.NOTHING : new Whole(Math.divideExact(a, b));
      };
    } catch (ArithmeticException e) {
      return decimal(sign, (double) a, (double) b);
    }
  }

  private static Value decimal(Sign sign, double a, double b) {
    double result =
        switch (sign) {
          case PLUS -> a + b;
          case MINUS -> a - b;
          case TIMES -> a * b;
          case OVER -> a / b;
        };
    return Double.isFinite(result) ? new Decimal(result) : Values.NOTHING;
  }

  /// A number as a double; others are not asked.
  static double asDouble(Value number) {
    return switch (number) {
      case Whole(long whole) -> whole;
      case Decimal(double decimal) -> decimal;
      case Value.Text _, Value.Items _, Value.Nothing _ ->
          throw new IllegalArgumentException("not a number: " + number);
    };
  }
}

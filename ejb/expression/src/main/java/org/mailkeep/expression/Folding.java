package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.expression.Expression.Constant;

/// Finds what is always the same.
final class Folding {
  /// A condition that always holds.
  static final Expression TRUE = new Constant(Values.TRUE, Kind.TRUTH);

  private Folding() {}

  /// The value of a constant, or of a list of constants.
  static Optional<Value> constant(Expression expression) {
    return switch (expression) {
      case Constant(Value value, _) -> Optional.of(value);
      case Expression.Listed(List<Expression> items) -> constants(items).map(Value.Items::new);
      case Expression.Joined(List<Expression> parts) ->
          constants(parts)
              .map(all -> Values.of(String.join("", all.stream().map(Value::asText).toList())));
      case Expression.Read _,
          Expression.Captured _,
          Expression.Not _,
          Expression.Negated _,
          Expression.And _,
          Expression.Or _,
          Expression.Xor _,
          Expression.Compared _,
          Expression.Combined _,
          Expression.Called _,
          Expression.Matched _,
          Expression.Within _,
          Expression.InList _ ->
          Optional.empty();
    };
  }

  private static Optional<List<Value>> constants(List<Expression> expressions) {
    List<Value> values = new ArrayList<>();
    for (Expression expression : expressions) {
      Optional<Value> value = constant(expression);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }
}

package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.expression.Expression.And;
import org.mailkeep.expression.Expression.Called;
import org.mailkeep.expression.Expression.Captured;
import org.mailkeep.expression.Expression.Combined;
import org.mailkeep.expression.Expression.Compared;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.expression.Expression.InList;
import org.mailkeep.expression.Expression.Joined;
import org.mailkeep.expression.Expression.Listed;
import org.mailkeep.expression.Expression.Matched;
import org.mailkeep.expression.Expression.Negated;
import org.mailkeep.expression.Expression.Not;
import org.mailkeep.expression.Expression.Or;
import org.mailkeep.expression.Expression.Read;
import org.mailkeep.expression.Expression.Sign;
import org.mailkeep.expression.Expression.Within;
import org.mailkeep.expression.Expression.Xor;

/// One answer to one question: the variables as they are, and what `matches` has found so far. Used
/// by one thread.
final class Evaluation {
  private final Facts facts;
  private final World world;
  private List<String> captured = List.of();

  Evaluation(Facts facts, World world) {
    this.facts = facts;
    this.world = world;
  }

  /// Whether an expression is true.
  boolean isTrue(Expression expression) {
    return switch (expression) {
      case Not(var of) -> !isTrue(of);
      case And(var left, var right) -> isTrue(left) && isTrue(right);
      case Or(var left, var right) -> isTrue(left) || isTrue(right);
      case Xor(var left, var right) -> isTrue(left) != isTrue(right);
      case Compared(var by, var left, var right) ->
          by.holds(Order.compare(value(left), value(right)));
      case Matched(var regex, var subject) -> matches(regex, value(subject));
      case Within within -> within.holds(value(within.address()).asText());
      case InList(var list, var value) -> world.isListed(list, value(value).asText());
      case Constant _, Read _, Captured _, Listed _, Joined _, Negated _, Combined _, Called _ ->
          value(expression).isTrue();
    };
  }

  /// What an expression is.
  Value value(Expression expression) {
    return switch (expression) {
      case Constant(var value, _) -> value;
      case Read(var variable) -> facts.of(variable);
      case Captured(int group) ->
          group < captured.size() ? Values.of(captured.get(group)) : Values.EMPTY;
      case Listed(var items) -> new Value.Items(values(items));
      case Joined(var parts) -> joined(parts);
      case Negated(var of) ->
          value(of)
              .asNumber()
              .map(n -> Numbers.combine(Sign.MINUS, Values.FALSE, n))
              .orElse(Values.NOTHING);
      case Combined(var sign, var left, var right) -> combined(sign, value(left), value(right));
      case Called(var function, var arguments) -> bounded(function.call(world, values(arguments)));
      case Not _, And _, Or _, Xor _, Compared _, Matched _, Within _, InList _ ->
          Values.of(isTrue(expression));
    };
  }

  private List<Value> values(List<Expression> expressions) {
    var values = new ArrayList<Value>(expressions.size());
    for (Expression expression : expressions) {
      values.add(value(expression));
    }
    return values;
  }

  private boolean matches(Regex regex, Value subject) {
    Optional<List<String>> groups = regex.find(subject.asText());
    groups.ifPresent(found -> captured = found);
    return groups.isPresent();
  }

  private Value joined(List<Expression> parts) {
    var text = new StringBuilder();
    parts.forEach(part -> text.append(value(part).asText()));
    return bounded(Values.of(text.toString()));
  }

  private static Value combined(Sign sign, Value left, Value right) {
    if (sign == Sign.PLUS && (left instanceof Value.Items || right instanceof Value.Items)) {
      var items = new ArrayList<>(ListFunctions.items(left));
      items.addAll(ListFunctions.items(right));
      return bounded(new Value.Items(items));
    }
    if (sign == Sign.PLUS && (left instanceof Value.Text || right instanceof Value.Text)) {
      return bounded(Values.of(left.asText() + right.asText()));
    }
    Optional<Value> a = left.asNumber();
    Optional<Value> b = right.asNumber();
    return a.isPresent() && b.isPresent()
        ? Numbers.combine(sign, a.get(), b.get())
        : Values.NOTHING;
  }

  private static Value bounded(Value value) {
    boolean fits =
        switch (value) {
          case Value.Text(String text) -> text.length() <= Limits.TEXT;
          case Value.Items(List<Value> items) -> items.size() <= Limits.ITEMS;
          case Value.Whole _, Value.Decimal _, Value.Nothing _ -> true;
        };
    if (!fits) {
      throw new ExpressionException("a value of an expression grew too large");
    }
    return value;
  }
}

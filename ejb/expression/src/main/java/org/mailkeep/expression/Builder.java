package org.mailkeep.expression;

import java.util.List;
import java.util.Optional;
import org.mailkeep.expression.Expression.Called;
import org.mailkeep.expression.Expression.Combined;
import org.mailkeep.expression.Expression.Compared;
import org.mailkeep.expression.Expression.Comparison;
import org.mailkeep.expression.Expression.Constant;
import org.mailkeep.expression.Expression.Matched;
import org.mailkeep.expression.Expression.Not;
import org.mailkeep.expression.Expression.Read;
import org.mailkeep.expression.Expression.Sign;
import org.mailkeep.expression.Expression.Within;
import org.mailkeep.settings.IpNetwork;

/// Puts expressions together for both dialects, and refuses what can never work.
final class Builder {
  private static final List<String> ORDINALS = List.of("1st", "2nd", "3rd");

  private Builder() {}

  /// What is known of an expression's value.
  static Kind kind(Expression expression) {
    return switch (expression) {
      case Constant(_, Kind kind) -> kind;
      case Read(Variable variable) -> variable.kind();
      case Expression.Captured _, Expression.Joined _ -> Kind.TEXT;
      case Expression.Listed _ -> Kind.LIST;
      case Not _,
          Expression.And _,
          Expression.Or _,
          Expression.Xor _,
          Compared _,
          Matched _,
          Within _,
          Expression.InList _ ->
          Kind.TRUTH;
      case Expression.Negated _ -> Kind.NUMBER;
      case Combined(var sign, var left, var right) -> combined(sign, kind(left), kind(right));
      case Called(Function function, _) -> function.result();
    };
  }

  private static Kind combined(Sign sign, Kind left, Kind right) {
    if (left == Kind.ANY || right == Kind.ANY) {
      return sign == Sign.PLUS ? Kind.ANY : Kind.NUMBER;
    }
    if (left == Kind.LIST || right == Kind.LIST) {
      return Kind.LIST;
    }
    if (sign == Sign.PLUS && (left == Kind.TEXT || right == Kind.TEXT)) {
      return Kind.TEXT;
    }
    return left == Kind.DURATION || right == Kind.DURATION ? Kind.DURATION : Kind.NUMBER;
  }

  /// A comparison. An address and a constant that is one, or a network, compare as such.
  static Expression compare(int column, Comparison by, Expression left, Expression right)
      throws SyntaxException {
    boolean equality = by == Comparison.EQUAL || by == Comparison.UNEQUAL;
    Optional<Expression> within =
        equality ? within(left, right).or(() -> within(right, left)) : Optional.empty();
    if (within.isPresent()) {
      return by == Comparison.EQUAL ? within.get() : new Not(within.get());
    }
    if (cannotMeet(left, right) || cannotMeet(right, left)) {
      throw new SyntaxException(
          column,
          "compares " + kind(left).words() + " with " + kind(right).words() + ", which never meet");
    }
    return new Compared(by, left, right);
  }

  private static Optional<Expression> within(Expression variable, Expression constant) {
    return variable instanceof Read(Variable read)
            && read.isAddress()
            && constant instanceof Constant(Value.Text(String text), _)
        ? IpNetwork.parse(text).map(network -> new Within(network, variable))
        : Optional.empty();
  }

  /// A constant text that spells no number beside something that is always one; a list beside what
  /// is none.
  private static boolean cannotMeet(Expression one, Expression two) {
    Kind other = kind(two);
    boolean number = other == Kind.NUMBER || other == Kind.DURATION || other == Kind.TRUTH;
    boolean noNumber =
        one instanceof Constant(Value.Text text, _) && text.asNumber().isEmpty() && number;
    boolean listed = kind(one) == Kind.LIST && other != Kind.LIST && other != Kind.ANY;
    return noNumber || listed;
  }

  /// Arithmetic.
  static Expression combine(int column, Sign sign, Expression left, Expression right)
      throws SyntaxException {
    if (sign != Sign.PLUS) {
      numeric(column, left);
      numeric(column, right);
    }
    return new Combined(sign, left, right);
  }

  /// Refuses what is never a number.
  static void numeric(int column, Expression expression) throws SyntaxException {
    boolean text =
        expression instanceof Constant(Value.Text constant, _) && constant.asNumber().isEmpty();
    if (text || kind(expression) == Kind.LIST) {
      throw new SyntaxException(column, "expected a number but found " + kind(expression).words());
    }
  }

  /// A call.
  static Expression call(int column, Function function, List<Expression> arguments)
      throws SyntaxException {
    List<Kind> wanted = function.parameters();
    if (arguments.size() != wanted.size()) {
      throw new SyntaxException(
          column,
          function.word()
              + " takes "
              + wanted.size()
              + (wanted.size() == 1 ? " value" : " values")
              + ", not "
              + arguments.size());
    }
    for (int i = 0; i < wanted.size(); i++) {
      Kind found = kind(arguments.get(i));
      boolean each = wanted.get(i) == Kind.TEXT && function.result() == Kind.TEXT;
      if (!wanted.get(i).accepts(found) && !(each && found == Kind.LIST)) {
        throw new SyntaxException(
            column,
            "the "
                + ORDINALS.get(i)
                + " value of "
                + function.word()
                + " must be "
                + wanted.get(i).words()
                + ", not "
                + found.words());
      }
    }
    return new Called(function, arguments);
  }

  /// A search for a regular expression.
  static Matched match(int column, String regex, Expression subject) throws SyntaxException {
    return switch (Regex.compile(regex)) {
      case Regex.Compiled.Good(Regex good) -> new Matched(good, subject);
      case Regex.Compiled.Bad(String why) ->
          throw new SyntaxException(column, "the regular expression " + why);
    };
  }

  /// A variable that a place knows.
  static Expression read(int column, Variable variable, Scope scope) throws SyntaxException {
    if (!scope.variables().contains(variable)) {
      throw new SyntaxException(
          column,
          variable.word() + " is not known here; known are " + Variable.words(scope.variables()));
    }
    return new Read(variable);
  }
}

package org.mailkeep.expression;

import java.net.InetAddress;
import java.util.List;
import org.mailkeep.settings.IpNetwork;

/// An expression, whole and checked: of known names only, with regular expressions compiled.
sealed interface Expression {
  /// Always the same.
  ///
  /// @param kind what it was written as: a duration and a number look the same once they are values
  record Constant(Value value, Kind kind) implements Expression {}

  /// A variable.
  record Read(Variable variable) implements Expression {}

  /// What a group of the last `matches` that was true has matched; 0 is all of it.
  record Captured(int group) implements Expression {}

  /// A list of expressions.
  record Listed(List<Expression> items) implements Expression {
    public Listed {
      items = List.copyOf(items);
    }
  }

  /// The texts of expressions, one after the other.
  record Joined(List<Expression> parts) implements Expression {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /// True when the other is false.
  record Not(Expression of) implements Expression {}

  /// The number below zero.
  record Negated(Expression of) implements Expression {}

  /// True when all are; the later ones are not asked after one that is not.
  record And(Expression left, Expression right) implements Expression {}

  /// True when one is; the later ones are not asked after one that is.
  record Or(Expression left, Expression right) implements Expression {}

  /// True when one is and the other is not.
  record Xor(Expression left, Expression right) implements Expression {}

  /// A comparison.
  record Compared(Comparison by, Expression left, Expression right) implements Expression {}

  /// Arithmetic; `+` also joins texts and lists.
  record Combined(Sign sign, Expression left, Expression right) implements Expression {}

  /// A call of a function.
  record Called(Function function, List<Expression> arguments) implements Expression {
    public Called {
      arguments = List.copyOf(arguments);
    }
  }

  /// Whether a regular expression is found in a text.
  record Matched(Regex regex, Expression subject) implements Expression {}

  /// Whether an address lies in a network.
  record Within(IpNetwork network, Expression address) implements Expression {
    /// Whether a text is an address in the network.
    boolean holds(String text) {
      try {
        return network.contains(InetAddress.ofLiteral(text));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /// Whether a list of the older files holds a value.
  record InList(String list, Expression value) implements Expression {}

  /// Ways to compare.
  enum Comparison {
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /// Whether a comparison that came out so is what is wanted.
    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
  }

  /// The four rules of arithmetic.
  enum Sign {
    PLUS,
    MINUS,
    TIMES,
    OVER
  }
}

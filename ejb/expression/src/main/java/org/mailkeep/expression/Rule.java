package org.mailkeep.expression;

import java.util.List;
import java.util.Optional;

/// A setting's value that may depend on who asks: conditions in order, each with what follows from
/// it, and what holds otherwise. Immutable; rules are equal when they are written alike.
///
/// @param <T> the type of the value
public final class Rule<T> implements AsksLists {
  private final List<Branch<T>> branches;
  private final Outcome<T> otherwise;
  private final List<Asked> lists;
  private final String written;

  /// What follows.
  sealed interface Outcome<T> {
    /// Always the same.
    record Fixed<T>(T value) implements Outcome<T> {}

    /// What an expression says.
    record Computed<T>(Expression expression, RuleType<T> type) implements Outcome<T> {}
  }

  /// What follows from a condition.
  record Branch<T>(Expression condition, Outcome<T> then) {}

  /// @param written the same for rules that are written alike
  Rule(List<Branch<T>> branches, Outcome<T> otherwise, List<Asked> lists, String written) {
    this.branches = List.copyOf(branches);
    this.otherwise = otherwise;
    this.lists = List.copyOf(lists);
    this.written = written;
  }

  /// A value that does not depend on anything.
  public static <T> Rule<T> always(RuleType<T> type, T value) {
    return new Rule<>(List.of(), new Outcome.Fixed<>(value), List.of(), type.plain().print(value));
  }

  /// The same rule for a default: as a file would write it.
  ///
  /// @throws IllegalArgumentException when it is no expression of this type
  public static <T> Rule<T> of(RuleType<T> type, Scope scope, String expression) {
    return type.in(scope)
        .read(org.mailkeep.settings.RawValue.text(expression))
        .orElseThrow(() -> new IllegalArgumentException(expression));
  }

  /// The value that does not depend on anything; empty for all other rules.
  public Optional<T> constant() {
    return branches.isEmpty() && otherwise instanceof Outcome.Fixed<T>(T value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// The value for someone.
  ///
  /// @param facts who asks
  /// @param world what can be asked about
  /// @return empty when an expression came to what is no value of the setting, such as nothing
  /// @throws ExpressionException when it cannot be answered now
  public Optional<T> value(Facts facts, World world) {
    if (branches.isEmpty() && otherwise instanceof Outcome.Fixed<T>(T value)) {
      return Optional.of(value);
    }
    var evaluation = new Evaluation(facts, world);
    for (Branch<T> branch : branches) {
      if (evaluation.isTrue(branch.condition())) {
        return outcome(branch.then(), evaluation);
      }
    }
    return outcome(otherwise, evaluation);
  }

  private static <T> Optional<T> outcome(Outcome<T> outcome, Evaluation evaluation) {
    return switch (outcome) {
      case Outcome.Fixed<T>(T value) -> Optional.of(value);
      case Outcome.Computed<T>(Expression expression, RuleType<T> type) ->
          type.convert(evaluation.value(expression));
    };
  }

  @Override
  public List<Asked> lists() {
    return lists;
  }

  /// As a file would write it.
  String written() {
    return written;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule<?> rule && written.equals(rule.written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return written;
  }
}

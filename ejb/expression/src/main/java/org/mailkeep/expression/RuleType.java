package org.mailkeep.expression;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Scalar;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;

/// What kind of value a rule gives, and how the outcome of an expression becomes one.
///
/// @param <T> the type of the value
public final class RuleType<T> {
  private final ValueType<T> plain;
  private final Kind kind;
  private final boolean literal;
  private final Map<String, Value> words;
  private final Function<Value, Optional<T>> conversion;

  private RuleType(
      ValueType<T> plain,
      Kind kind,
      boolean literal,
      Map<String, Value> words,
      Function<Value, Optional<T>> conversion) {
    this.plain = plain;
    this.kind = kind;
    this.literal = literal;
    this.words = Map.copyOf(words);
    this.conversion = conversion;
  }

  /// True or false; any value counts as one of them.
  public static RuleType<Boolean> truth() {
    return new RuleType<>(
        ValueTypes.BOOLEAN, Kind.ANY, false, Map.of(), value -> Optional.of(value.isTrue()));
  }

  /// A number of some type: of the plain values that [ValueTypes#integer] and others read.
  public static <T> RuleType<T> number(ValueType<T> plain) {
    return new RuleType<>(plain, Kind.NUMBER, false, Map.of(), value -> read(plain, value));
  }

  /// A span of time.
  public static RuleType<Duration> duration() {
    ValueType<Duration> plain = ValueTypes.DURATION_TYPE;
    return new RuleType<>(plain, Kind.DURATION, false, Map.of(), value -> read(plain, value));
  }

  /// A text. As a plain value it needs no inner quotes as long as it cannot be an expression.
  public static RuleType<String> text() {
    return new RuleType<>(
        ValueTypes.CONSTANT, Kind.TEXT, true, Map.of(), value -> Optional.of(value.asText()));
  }

  /// A list of an enum's constants, whose names may stand in expressions without quotes.
  public static <E extends Enum<E>> RuleType<List<E>> choices(Class<E> constants) {
    ValueType<List<E>> plain = ValueTypes.choice(constants).list();
    Map<String, Value> words = new LinkedHashMap<>();
    Arrays.stream(constants.getEnumConstants())
        .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .forEach(name -> words.put(name, Values.of(name)));
    return new RuleType<>(
        plain,
        Kind.ANY,
        false,
        words,
        value -> value.isTrue() ? read(plain, value) : Optional.of(List.of()));
  }

  /// A value of any other type.
  ///
  /// @param plain how a file writes it without an expression
  /// @param conversion what the outcome of an expression means; empty when it means nothing
  public static <T> RuleType<T> of(ValueType<T> plain, Function<Value, Optional<T>> conversion) {
    return new RuleType<>(plain, Kind.ANY, false, Map.of(), conversion);
  }

  /// How a file writes rules of this type that stand in a certain place.
  public ValueType<Rule<T>> in(Scope scope) {
    return ValueType.ofTree(
        plain.name() + " or rule (" + scope.name() + ")",
        plain.expects() + ", an expression, or a list of { if, then } that ends with { else }",
        (tree, file) -> new RuleReader<>(this, scope, file).read(tree),
        Rule::written);
  }

  private static <T> Optional<T> read(ValueType<T> plain, Value value) {
    return switch (value) {
      case Value.Items(List<Value> items) ->
          plain.read(new RawValue(items.stream().map(RuleType::scalar).toList(), true));
      case Value.Text _, Value.Whole _, Value.Decimal _ -> plain.read(RawValue.of(scalar(value)));
      case Value.Nothing() -> Optional.empty();
    };
  }

  private static Scalar scalar(Value value) {
    var kind =
        switch (value) {
          case Value.Text _, Value.Items _, Value.Nothing _ -> Scalar.Kind.TEXT;
          case Value.Whole _ -> Scalar.Kind.INTEGER;
          case Value.Decimal _ -> Scalar.Kind.DECIMAL;
        };
    return new Scalar(kind, value.asText());
  }

  ValueType<T> plain() {
    return plain;
  }

  /// Whether a text that is no expression may stand for itself.
  boolean literal() {
    return literal;
  }

  /// Constants that may stand in expressions without quotes.
  Map<String, Value> words() {
    return words;
  }

  /// Whether a value of a kind can ever be one of this type.
  boolean accepts(Kind other) {
    return kind.accepts(other);
  }

  Optional<T> convert(Value value) {
    return conversion.apply(value);
  }
}

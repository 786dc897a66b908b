package org.mailkeep.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How a value of the file becomes a value of Java, and back into text for the documents.
///
/// @param name one or two words for the reference page: `duration`
/// @param expects what a wrong value should have been: `a duration such as 30s, 5m or 1h`
/// @param reader gives the value, or nothing when the raw value is not of this type
/// @param printer gives the value as TOML would write it
/// @param tree reads what is more than one plain value or list, for types that know such
public record ValueType<T>(
    String name,
    String expects,
    Function<RawValue, Optional<T>> reader,
    Function<T, String> printer,
    Optional<TreeReader<T>> tree) {

  private static final Origin NOWHERE = new Origin("", 0);

  /// A type of plain values and lists of them.
  public ValueType(
      String name,
      String expects,
      Function<RawValue, Optional<T>> reader,
      Function<T, String> printer) {
    this(name, expects, reader, printer, Optional.empty());
  }

  /// A type whose values may be tables, and lists of tables.
  public static <T> ValueType<T> ofTree(
      String name, String expects, TreeReader<T> tree, Function<T, String> printer) {
    return new ValueType<>(
        name,
        expects,
        raw -> tree.read(RawTree.of(raw, NOWHERE), TreeReader.Surroundings.none()),
        printer,
        Optional.of(tree));
  }

  /// A type read from one plain value.
  public static <T> ValueType<T> ofScalar(
      String name,
      String expects,
      Function<Scalar, Optional<T>> reader,
      Function<T, String> printer) {
    return new ValueType<>(name, expects, raw -> raw.single().flatMap(reader), printer);
  }

  /// Reads a value; empty when it is not of this type.
  public Optional<T> read(RawValue raw) {
    return reader.apply(raw);
  }

  /// The value as TOML would write it.
  public String print(T value) {
    return printer.apply(value);
  }

  /// A list of these; a single plain value counts as a list of one.
  public ValueType<List<T>> list() {
    return new ValueType<>(
        "list of " + name,
        "a list, each item " + expects,
        this::readEach,
        values -> "[" + String.join(", ", values.stream().map(this::print).toList()) + "]");
  }

  /// The same, where `""`, `false`, `disable`, `disabled`, `never`, `none`, `unlimited` and `0`
  /// mean that there is none.
  public ValueType<Optional<T>> orNone() {
    return new ValueType<>(
        name + " or false",
        expects + ", or false for none",
        this::readOrNone,
        value -> value.map(this::print).orElse("false"));
  }

  private static final List<String> NONE =
      List.of("", "false", "disable", "disabled", "never", "none", "unlimited", "0");

  private Optional<Optional<T>> readOrNone(RawValue raw) {
    if (raw.single().filter(s -> NONE.contains(s.text().strip())).isPresent()) {
      return Optional.of(Optional.empty());
    }
    var value = read(raw);
    return value.isPresent() ? Optional.of(value) : Optional.empty();
  }

  private Optional<List<T>> readEach(RawValue raw) {
    var values = raw.items().stream().map(item -> read(RawValue.of(item))).toList();
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }
}

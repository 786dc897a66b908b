package org.mailkeep.settings;

import java.util.List;
import java.util.Optional;

/// A value of the file before its setting gives it a type: one plain value, or a list of them.
///
/// @param items the plain values, in order; exactly one unless `list`
/// @param list whether the file wrote brackets
public record RawValue(List<Scalar> items, boolean list) {

  /// Copies the items.
  public RawValue {
    items = List.copyOf(items);
    if (!list && items.size() != 1) {
      throw new IllegalArgumentException("one value, or a list");
    }
  }

  /// A single plain value.
  public static RawValue of(Scalar item) {
    return new RawValue(List.of(item), false);
  }

  /// A single quoted string.
  public static RawValue text(String text) {
    return of(Scalar.text(text));
  }

  /// The one plain value; empty for a list of none or several. A list of one counts as the one.
  public Optional<Scalar> single() {
    return items.size() == 1 ? Optional.of(items.getFirst()) : Optional.empty();
  }
}

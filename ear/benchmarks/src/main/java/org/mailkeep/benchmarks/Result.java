package org.mailkeep.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What one load measured of one system.
///
/// @param load which load, such as `smtp 1 KiB, 10 sessions`
/// @param system which server
/// @param figures by name with unit, in the order of the table
record Result(String load, String system, Map<String, Double> figures) {
  Result {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// Begins a result without figures.
  static Result of(String load, MailSystem system) {
    return new Result(load, system.name(), Map.of());
  }

  /// The same with one more figure.
  Result with(String name, double value) {
    var more = new LinkedHashMap<>(figures);
    more.put(name, value);
    return new Result(load, system, more);
  }

  /// A figure that it has.
  double figure(String name) {
    return requireNonNull(figures.get(name), name);
  }

  /// One line for a person who waits.
  @Override
  public String toString() {
    var text = new StringBuilder(String.format(Locale.ROOT, "%-34s %-16s", load, system));
    figures.forEach(
        (name, value) -> text.append("  ").append(name).append(' ').append(Table.number(value)));
    return text.toString();
  }
}

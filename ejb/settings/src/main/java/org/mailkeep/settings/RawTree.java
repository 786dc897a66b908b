package org.mailkeep.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that a file says at a key and below it, before its setting gives it a type: a plain value or
/// list, or a table whose keys lead further. A list of tables is a table whose keys are numbers.
///
/// @param value what stands at the key itself
/// @param below what stands below it, by the next part of the key
/// @param origin where it begins
public record RawTree(Optional<RawValue> value, SortedMap<String, RawTree> below, Origin origin) {
  /// Digits of the number of an item.
  private static final int MOST_DIGITS = 9;

  /// Numbers by their value, before all else.
  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(key -> isNumber(key) ? Integer.parseInt(key) : -1)
          .thenComparing(Comparator.naturalOrder());

  /// A plain value or a list of them.
  public static RawTree of(RawValue value, Origin origin) {
    return new RawTree(Optional.of(value), new TreeMap<>(ORDER), origin);
  }

  /// A table.
  static RawTree table(Origin origin) {
    return new RawTree(Optional.empty(), new TreeMap<>(ORDER), origin);
  }

  /// Puts a value at a path below; false when another one is there, or above it.
  boolean put(List<String> path, RawValue leaf, Origin where) {
    RawTree tree = this;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      RawTree next = tree.below.get(path.get(i));
      if (next != null && (last || next.value.isPresent())) {
        return false;
      }
      if (next == null) {
        next = last ? of(leaf, where) : table(where);
        tree.below.put(path.get(i), next);
      }
      tree = next;
    }
    return true;
  }

  /// What stands below under one key.
  public Optional<RawTree> at(String key) {
    return Optional.ofNullable(below.get(key));
  }

  /// Whether it is a list of tables.
  public boolean isList() {
    return !below.isEmpty() && below.keySet().stream().allMatch(RawTree::isNumber);
  }

  /// The items of a list of tables, in order.
  public List<RawTree> items() {
    return List.copyOf(below.values());
  }

  private static boolean isNumber(String key) {
    return !key.isEmpty()
        && key.length() <= MOST_DIGITS
        && key.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The values of a draft that are more than one line of a file, as they grow.
final class Grove {
  private final Map<Configuration.Place, Planted> trees = new LinkedHashMap<>();

  /// @param key as the file spells it
  private record Planted(List<String> key, RawTree tree) {}

  /// Adds a plain value; false when the setting has one there already, or under another spelling or
  /// in another file.
  ///
  /// @param key as the file spells it
  /// @param below the rest of the path
  boolean plant(
      Configuration.Place place,
      List<String> key,
      List<String> below,
      RawValue value,
      Origin origin) {
    Planted before = trees.get(place);
    if (before == null) {
      var tree = below.isEmpty() ? RawTree.of(value, origin) : RawTree.table(origin);
      trees.put(place, new Planted(List.copyOf(key), tree));
      return below.isEmpty() || tree.put(below, value, origin);
    }
    return before.key().equals(key)
        && before.tree().origin().file().equals(origin.file())
        && !below.isEmpty()
        && before.tree().value().isEmpty()
        && before.tree().put(below, value, origin);
  }

  /// Puts a value in place of whatever there was.
  void replant(Configuration.Place place, RawTree tree) {
    trees.put(place, new Planted(place.setting().pattern().fill(place.ids()), tree));
  }

  /// Where the setting's value begins.
  Origin origin(Configuration.Place place) {
    return tree(place).origin();
  }

  RawTree tree(Configuration.Place place) {
    return Objects.requireNonNull(trees.get(place)).tree();
  }

  List<Configuration.Place> places() {
    return new ArrayList<>(trees.keySet());
  }

  /// The setting's value, if the file gives it.
  Optional<RawTree> find(Configuration.Place place) {
    return Optional.ofNullable(trees.get(place)).map(Planted::tree);
  }
}

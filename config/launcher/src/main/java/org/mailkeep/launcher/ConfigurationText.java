package org.mailkeep.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts values into the commented default configuration and leaves all its comments where they are.
final class ConfigurationText {
  private final List<String> lines;

  /// @param example the commented default
  ConfigurationText(String example) {
    lines = new ArrayList<>(example.lines().toList());
  }

  /// Gives values to keys of a table that the default has: `storage`.
  ConfigurationText set(String table, Map<String, String> values) {
    int head = head(table);
    lines.set(head, "[" + table + "]");
    var rest = new LinkedHashMap<>(values);
    for (int i = head + 1; i < lines.size() && !lines.get(i).matches("#?\\[.*]"); i++) {
      String line = lines.get(i);
      int equals = line.indexOf(" =");
      String key = line.startsWith("#") && equals > 0 ? line.substring(1, equals) : "";
      String value = rest.remove(key);
      if (value != null) {
        lines.set(i, key + " = " + value);
      }
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("no keys " + rest.keySet() + " in [" + table + "]");
    }
    return this;
  }

  /// Adds a table before the one that explains its like: `store.postgresql` before `store.<id>`.
  ConfigurationText add(String table, String id, Map<String, String> values) {
    var more = new ArrayList<String>();
    more.add("[" + table + "." + id + "]");
    values.forEach((key, value) -> more.add(key + " = " + value));
    more.add("");
    lines.addAll(head(table + ".<id>"), more);
    return this;
  }

  private int head(String table) {
    int head = lines.indexOf("#[" + table + "]");
    if (head < 0) {
      throw new IllegalArgumentException("no table [" + table + "]");
    }
    return head;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}

package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes single values of an operator's file and leaves everything else as it is: comments,
/// order, spaces. It understands files as people write them, a key on a line; whoever uses it reads
/// the result and checks that it says what was meant.
public final class TomlEdit {
  private static final Pattern HEADER = Pattern.compile("^\\s*\\[\\[?\\s*([^\\]]+?)\\s*\\]\\]?.*$");

  private final List<String> lines;

  private TomlEdit(List<String> lines) {
    this.lines = lines;
  }

  /// Begins with a file's text.
  public static TomlEdit of(String toml) {
    return new TomlEdit(new ArrayList<>(toml.lines().toList()));
  }

  /// Sets a text value. Where the key stands already its value changes; where only a comment shows
  /// it, it follows the comment; else it goes into its table, or before the first one.
  ///
  /// @param table such as `storage`
  /// @param key such as `data`
  public TomlEdit set(String table, String key, String value) {
    String quoted = quoted(value);
    int at = find(table, key, "");
    if (at >= 0) {
      lines.set(at, replaced(lines.get(at), quoted));
      return this;
    }
    int header = header(table);
    int shown = find(table, key, "#\\s*");
    if (shown >= 0) {
      boolean inside = header >= 0 && header < shown;
      lines.add(shown + 1, (inside ? key : table + "." + key) + " = " + quoted);
    } else if (header >= 0) {
      lines.add(header + 1, key + " = " + quoted);
    } else {
      lines.add(firstTable(), table + "." + key + " = " + quoted);
    }
    return this;
  }

  /// Takes a value away, where it stands.
  public TomlEdit remove(String table, String key) {
    int at = find(table, key, "");
    if (at >= 0) {
      lines.remove(at);
    }
    return this;
  }

  /// Adds a table at the end, when it is not there.
  ///
  /// @param table such as `store.rocksdb`
  /// @param line of it
  public TomlEdit table(String table, String line) {
    if (header(table) < 0) {
      lines.addAll(List.of("", "[" + table + "]", line));
    }
    return this;
  }

  /// The text as it is now.
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /// The line that sets a key: `data = …` in its table, or `storage.data = …` before all tables.
  private int find(String table, String key, String before) {
    var dotted = line(before, Pattern.quote(table) + "\\s*\\.\\s*" + Pattern.quote(key));
    var plain = line(before, Pattern.quote(key));
    String now = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        now = header.group(1);
      } else if ((now.isEmpty() && dotted.matcher(line).matches())
          || (now.equals(table) && plain.matcher(line).matches())) {
        return i;
      }
    }
    return -1;
  }

  private static Pattern line(String before, String key) {
    return Pattern.compile("^\\s*" + before + key + "\\s*=.*$");
  }

  private int header(String table) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher header = HEADER.matcher(lines.get(i));
      if (header.matches() && header.group(1).equals(table)) {
        return i;
      }
    }
    return -1;
  }

  /// Where keys without a table end: before the first table and the comment on top of it.
  private int firstTable() {
    int at = 0;
    while (at < lines.size() && !HEADER.matcher(lines.get(at)).matches()) {
      at++;
    }
    while (at < lines.size() && at > 0 && lines.get(at - 1).stripLeading().startsWith("#")) {
      at--;
    }
    return at;
  }

  /// Another value on a line, its comment kept.
  private static String replaced(String line, String value) {
    Matcher parts =
        Pattern.compile("^([^=]*=\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^#]*?)(\\s*(?:#.*)?)$")
            .matcher(line);
    return parts.matches() ? parts.group(1) + value + parts.group(3) : line;
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

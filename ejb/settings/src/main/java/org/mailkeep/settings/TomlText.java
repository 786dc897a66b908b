package org.mailkeep.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// A TOML text laid flat: every plain value or list of plain values with its path. Items of arrays
/// that hold tables get their number, four digits, as a segment.
///
/// @param name what problems call it
/// @param directory where paths of `include` start
/// @param entries values, in the order of the text as far as TOML keeps it
/// @param tables paths of tables without a value of their own
/// @param problems what TOML itself refuses
record TomlText(
    String name,
    Optional<Path> directory,
    List<Entry> entries,
    List<List<String>> tables,
    List<ConfigurationProblem> problems) {

  private static final int DEEPEST = 32;
  private static final int DEEPEST_BRACKETS = 64;

  /// One value with its place.
  record Entry(List<String> path, RawValue value, Origin origin) {}

  static TomlText of(String name, String toml, Optional<Path> file) {
    var directory = file.map(Path::toAbsolutePath).map(Path::getParent);
    var flat =
        new TomlText(name, directory, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int tooDeep = lineOfDeepNesting(toml);
    if (tooDeep > 0) {
      flat.problems.add(flat.problem(tooDeep, "nested deeper than " + DEEPEST_BRACKETS));
      return flat;
    }
    TomlParseResult parsed;
    try {
      parsed = Toml.parse(toml);
    } catch (AssertionError | RuntimeException e) {
      // The library doubts what it made of a text that is no TOML, where assertions are enabled.
      flat.problems.add(flat.problem(0, "not TOML: " + e.getMessage()));
      return flat;
    }
    parsed
        .errors()
        .forEach(e -> flat.problems.add(flat.problem(e.position().line(), e.getMessage())));
    if (flat.problems.isEmpty()) {
      flat.addTable(List.of(), parsed);
    }
    return flat;
  }

  private ConfigurationProblem problem(int line, @Nullable String message) {
    return new ConfigurationProblem(
        new Origin(name, line), "", message == null ? "not TOML" : message);
  }

  /// The library's parser recurses; brackets beyond any sane depth are refused before it sees them.
  /// Brackets within texts count too, which only makes the check stricter than need be.
  private static int lineOfDeepNesting(String toml) {
    int depth = 0;
    int line = 1;
    boolean comment = false;
    for (int i = 0; i < toml.length(); i++) {
      char c = toml.charAt(i);
      comment = c != '\n' && (comment || c == '#');
      switch (c) {
        case '\n' -> line++;
        case '[', '{' -> depth += comment ? 0 : 1;
        case ']', '}' -> depth = Math.max(0, depth - (comment ? 0 : 1));
        default -> {}
      }
      if (depth > DEEPEST_BRACKETS) {
        return line;
      }
    }
    return 0;
  }

  private void addTable(List<String> path, TomlTable table) {
    if (path.size() > DEEPEST) {
      problems.add(problem(0, KeyPattern.written(path) + " has too many parts"));
      return;
    }
    if (!path.isEmpty()) {
      tables.add(path);
    }
    for (String key : table.keySet()) {
      var position = table.inputPositionOf(List.of(key));
      int line = position == null ? 0 : position.line();
      addValue(below(path, key), table.get(List.of(key)), line);
    }
  }

  private void addValue(List<String> path, @Nullable Object value, int line) {
    switch (value) {
      case TomlTable table -> addTable(path, table);
      case TomlArray array when holdsTables(array) -> {
        for (int i = 0; i < array.size(); i++) {
          var position = array.inputPositionOf(i);
          int itemLine = position == null ? line : position.line();
          addValue(below(path, String.format(Locale.ROOT, "%04d", i)), array.get(i), itemLine);
        }
      }
      case TomlArray array -> {
        var items = array.toList().stream().map(TomlText::scalar).toList();
        entries.add(new Entry(path, new RawValue(items, true), new Origin(name, line)));
      }
      case null -> {}
      default -> entries.add(new Entry(path, RawValue.of(scalar(value)), new Origin(name, line)));
    }
  }

  private static boolean holdsTables(TomlArray array) {
    return array.toList().stream()
        .anyMatch(item -> item instanceof TomlTable || item instanceof TomlArray);
  }

  private static List<String> below(List<String> path, String segment) {
    var below = new ArrayList<String>(path);
    below.add(segment);
    return List.copyOf(below);
  }

  private static Scalar scalar(Object value) {
    var kind =
        switch (value) {
          case String _ -> Scalar.Kind.TEXT;
          case Long _ -> Scalar.Kind.INTEGER;
          case Double _ -> Scalar.Kind.DECIMAL;
          case Boolean _ -> Scalar.Kind.BOOLEAN;
          default -> Scalar.Kind.MOMENT;
        };
    return new Scalar(kind, value.toString());
  }
}

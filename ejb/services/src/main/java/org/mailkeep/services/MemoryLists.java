package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.expression.Regex;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.Sources;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.store.api.StoreSettings;

/// Lists of older files: stores of type memory that have a format. Rules find them like tables of
/// `lookup.*`.
final class MemoryLists {
  /// What the lines of a list are.
  enum Format {
    /// Keys.
    LIST,
    /// Keys in which `*` and `?` stand for others.
    GLOB,
    /// Regular expressions.
    REGEX,
    /// Keys with values.
    MAP
  }

  /// What they are.
  static final Setting<Format> FORMAT =
      Setting.choice("store.<id>.format", Format.class)
          .unsetMeans("no list")
          .says(
              "What the lines of a list in older files are, which rules find like a table of"
                  + " `lookup.*`: `list`: keys; `glob`: keys in which `*` and `?` stand for"
                  + " others; `regex`: regular expressions; `map`: keys with values. Only stores"
                  + " of type memory are lists.");

  /// The lines.
  static final Setting<List<String>> VALUES =
      Setting.list("store.<id>.values", ValueTypes.TEXT)
          .unsetMeans("an empty list")
          .says(
              "What is in a list of older files: texts of one or more lines, and files of lines,"
                  + " such as `file:///etc/partners`, read anew with this file. One after"
                  + " `fallback+file://` counts when what stands before it cannot be read. What"
                  + " begins with `http://` or `https://` is not fetched, so it needs one.");

  /// How comments begin.
  static final Setting<String> COMMENT =
      Setting.text("store.<id>.comment")
          .or("#")
          .says("What lines of a list in older files begin with that are none of it.");

  /// What parts keys and values.
  static final Setting<String> SEPARATOR =
      Setting.text("store.<id>.separator")
          .or(" ")
          .says("What parts key and value in a list of older files whose format is map.");

  /// Lists can be read.
  static final SettingRule READABLE =
      (configuration, problems) -> {
        for (String id : stores(configuration)) {
          if (configuration.isSet(FORMAT, id)) {
            problems(configuration, id)
                .forEach(words -> problems.accept(configuration.problem(words, VALUES, id)));
          } else if (configuration.isSet(VALUES, id)) {
            problems.accept(
                configuration.problem(
                    "needs a format beside it: list, glob, regex or map", VALUES, id));
          }
          if (configuration.get(SEPARATOR, id).isEmpty()) {
            problems.accept(configuration.problem("must not be empty", SEPARATOR, id));
          }
        }
      };

  private static final String FILE = "file://";
  private static final String FALLBACK = "fallback+file://";
  private static final String FOUND = "true";

  private MemoryLists() {}

  /// A list.
  @FunctionalInterface
  interface Table {
    /// What it has under a key.
    Optional<String> find(String key);
  }

  /// What the file says of a list.
  ///
  /// @param unread files that cannot be read and what is not fetched, without any in their stead
  private record Content(List<String> lines, List<String> unread) {}

  /// Those of which all can be read, by their ids.
  static Map<String, Table> of(Configuration configuration) {
    Map<String, Table> tables = new HashMap<>();
    for (String id : stores(configuration)) {
      if (configuration.isSet(FORMAT, id)) {
        Content content = content(configuration, id);
        if (content.unread().isEmpty()) {
          tables.put(id, table(configuration, id, content.lines()));
        }
      }
    }
    return tables;
  }

  /// A line on each list of which a part is not there.
  static List<String> incomplete(Configuration configuration) {
    List<String> lines = new ArrayList<>();
    for (String id : stores(configuration)) {
      if (configuration.isSet(FORMAT, id)) {
        content(configuration, id).unread().stream()
            .map(value ->
                "%s: %s is not fetched, and no %s follows it: there is no such list"
                    .formatted(VALUES.key(id), value, FALLBACK))
            .forEach(lines::add);
      }
    }
    return lines;
  }

  private static List<String> stores(Configuration configuration) {
    return StoreSettings.enabled(configuration).stream()
        .filter(id -> StoreSettings.type(configuration, id) == StoreSettings.Type.MEMORY)
        .toList();
  }

  private static List<String> problems(Configuration configuration, String id) {
    Content content = content(configuration, id);
    List<String> problems = new ArrayList<>();
    content.unread().stream()
        .filter(value -> !isOfTheWeb(value))
        .map(value -> value + " cannot be read")
        .forEach(problems::add);
    if (configuration.get(FORMAT, id) == Format.REGEX) {
      for (String line : content.lines()) {
        if (Regex.compile(line) instanceof Regex.Compiled.Bad(String why)) {
          problems.add("the regular expression " + line + " " + why);
        }
      }
    }
    return problems;
  }

  private static boolean isOfTheWeb(String value) {
    return value.startsWith("http://") || value.startsWith("https://");
  }

  private static Content content(Configuration configuration, String id) {
    List<String> lines = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    String comment = configuration.get(COMMENT, id);
    boolean failed = false;
    for (String value : configuration.find(VALUES, id).orElse(List.of())) {
      boolean instead = value.startsWith(FALLBACK);
      if (instead && !failed) {
        continue;
      }
      Optional<String> text = text(value);
      text.ifPresent(found -> add(found, comment, lines));
      if (instead && text.isPresent()) {
        unread.removeLast();
      } else if (!instead && text.isEmpty()) {
        unread.add(value);
      }
      failed = text.isEmpty();
    }
    return new Content(lines, unread);
  }

  private static Optional<String> text(String value) {
    if (isOfTheWeb(value)) {
      return Optional.empty();
    }
    boolean file = value.startsWith(FILE) || value.startsWith(FALLBACK);
    return file ? read(value.substring(value.indexOf(FILE) + FILE.length())) : Optional.of(value);
  }

  private static Optional<String> read(String path) {
    try {
      return Optional.of(Sources.none().files().read(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void add(String text, String comment, List<String> lines) {
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> comment.isEmpty() || !line.startsWith(comment))
        .forEach(lines::add);
  }

  private static Table table(Configuration configuration, String id, List<String> lines) {
    return switch (configuration.get(FORMAT, id)) {
      case LIST -> exact(lines);
      case GLOB -> globs(lines);
      case REGEX -> expressions(lines);
      case MAP -> map(lines, configuration.get(SEPARATOR, id));
    };
  }

  private static Table exact(List<String> lines) {
    Map<String, String> entries = new HashMap<>();
    lines.forEach(line -> entries.put(line, FOUND));
    return key -> Optional.ofNullable(entries.get(key));
  }

  private static Table globs(List<String> lines) {
    Table exact = exact(lines.stream().filter(line -> !Glob.isPattern(line)).toList());
    List<Glob> globs = lines.stream().filter(Glob::isPattern).map(Glob::of).toList();
    return key ->
        globs.stream().anyMatch(glob -> glob.matches(key)) ? Optional.of(FOUND) : exact.find(key);
  }

  private static Table expressions(List<String> lines) {
    List<Regex> expressions = new ArrayList<>();
    for (String line : lines) {
      if (Regex.compile(line) instanceof Regex.Compiled.Good(Regex regex)) {
        expressions.add(regex);
      }
    }
    return key ->
        expressions.stream().anyMatch(regex -> regex.find(key).isPresent())
            ? Optional.of(FOUND)
            : Optional.empty();
  }

  private static Table map(List<String> lines, String separator) {
    Map<String, String> entries = new HashMap<>();
    for (String line : lines) {
      int end = line.indexOf(separator);
      entries.put(
          end < 0 ? line : line.substring(0, end).strip(),
          end < 0 ? "" : line.substring(end + separator.length()).strip());
    }
    return key -> Optional.ofNullable(entries.get(key));
  }
}

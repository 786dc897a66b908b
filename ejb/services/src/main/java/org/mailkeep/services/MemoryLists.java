package org.mailkeep.services;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.expression.Regex;
import org.mailkeep.kernel.DataSize;
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

  private static final long MOST_OCTETS = 1 << 30;

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
                  + " begins with `http://` or `https://` is fetched, unpacked if need be, and"
                  + " anew from time to time; redirects are followed, but not from https to http."
                  + " What was fetched last counts while it cannot be, unless `format` or"
                  + " `comment` was another. As long as nothing was, and nothing stands in its"
                  + " stead, rules that ask the list fail temporarily.");

  /// When lists are fetched anew.
  static final Setting<Duration> REFRESH =
      Setting.duration("store.<id>.refresh")
          .or(Duration.ofHours(12))
          .says("After which a list in older files is fetched from the web anew. At least 1s.");

  /// When lists are tried again.
  static final Setting<Duration> RETRY =
      Setting.duration("store.<id>.retry")
          .or(Duration.ofHours(1))
          .says(
              "After which a list in older files is fetched from the web again when it could not"
                  + " be. At least 1s.");

  /// How large lists may be.
  static final Setting<DataSize> SIZE =
      Setting.size("store.<id>.limits.size")
          .or(new DataSize(100 << 20))
          .says("Octets that a list of the web may have; a larger one is not taken. Up to 1g.");

  /// How long lists may be.
  static final Setting<Integer> ENTRIES =
      Setting.integer("store.<id>.limits.entries", 1, 100_000_000)
          .or(100_000)
          .says("Entries that a list of the web may have; one with more is not taken.");

  /// How long entries may be.
  static final Setting<Integer> ENTRY_SIZE =
      Setting.integer("store.<id>.limits.entry-size", 1, 1_000_000)
          .or(512)
          .says(
              "Characters that an entry of a list of the web may have; a list with a longer one"
                  + " is not taken.");

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
          for (Setting<Duration> pause : List.of(REFRESH, RETRY)) {
            if (configuration.get(pause, id).toSeconds() < 1) {
              problems.accept(configuration.problem("must be at least 1s", pause, id));
            }
          }
          if (configuration.get(SIZE, id).bytes() > MOST_OCTETS) {
            problems.accept(configuration.problem("must be at most 1g", SIZE, id));
          }
        }
      };

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
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

  /// What was fetched from the web.
  interface Web {
    /// Begins to fetch what was not fetched yet.
    ///
    /// @return what was fetched last; nothing when that was never
    Supplier<Optional<Fetched>> begin(WebLists.Source source);

    /// Forgets all others.
    void retain(List<WebLists.Source> sources);
  }

  /// What was fetched.
  ///
  /// @param version another one for each time
  record Fetched(long version, ListEntries entries) {}

  /// One of a list's values.
  ///
  /// @param value as it is written
  /// @param instead whether it counts only when the one before it cannot be read
  /// @param here its lines, unless they cannot be read or are of the web
  /// @param source where it is in the web
  private record Part(
      String value, boolean instead, Optional<Here> here, Optional<WebLists.Source> source) {}

  /// What is in the file itself or beside it.
  ///
  /// @param problems of what is no entry
  private record Here(ListEntries entries, List<String> problems) {}

  /// What is in a list.
  ///
  /// @param unread what cannot be read, or was not fetched, without anything in its stead
  /// @param problems of what is no entry
  private record Content(ListEntries entries, List<String> unread, List<String> problems) {}

  /// Lists by their ids.
  static Map<String, Table> of(Configuration configuration, Optional<Web> web) {
    Map<String, List<Part>> lists = new HashMap<>();
    for (String id : stores(configuration)) {
      if (configuration.isSet(FORMAT, id)) {
        lists.put(id, parts(configuration, id));
      }
    }
    web.ifPresent(known ->
        known.retain(lists.values().stream().flatMap(parts -> sources(parts).stream()).toList()));
    Map<String, Table> tables = new HashMap<>();
    lists.forEach((id, parts) -> {
      Content content = content(parts, Map.of());
      if (!sources(parts).isEmpty()) {
        tables.put(id, fetched(configuration, id, parts, web));
      } else if (content.unread().isEmpty()) {
        tables.put(id, table(configuration, id, content.entries()));
      }
    });
    return tables;
  }

  private static List<WebLists.Source> sources(List<Part> parts) {
    return parts.stream().flatMap(part -> part.source().stream()).toList();
  }

  /// A list of the web, made anew when another version was fetched.
  private static Table fetched(
      Configuration configuration, String id, List<Part> parts, Optional<Web> web) {
    List<WebLists.Source> sources = sources(parts);
    List<Supplier<Optional<Fetched>>> asked = new ArrayList<>();
    for (WebLists.Source source : sources) {
      asked.add(web.map(pages -> pages.begin(source)).orElse(Optional::empty));
    }
    return new FetchedTable(
        asked,
        answers -> {
          Map<WebLists.Source, Fetched> known = new HashMap<>();
          for (int i = 0; i < answers.size(); i++) {
            WebLists.Source source = sources.get(i);
            answers.get(i).ifPresent(text -> known.put(source, text));
          }
          Content content = content(parts, known);
          return new FetchedTable.Made(
              table(configuration, id, content), content.unread().isEmpty());
        });
  }

  private static Table table(Configuration configuration, String id, Content content) {
    if (content.unread().isEmpty()) {
      return table(configuration, id, content.entries());
    }
    return _ -> {
      throw new ExpressionException("the list " + id + " was not fetched yet");
    };
  }

  private static List<String> stores(Configuration configuration) {
    return StoreSettings.enabled(configuration).stream()
        .filter(id -> StoreSettings.type(configuration, id) == StoreSettings.Type.MEMORY)
        .toList();
  }

  private static List<String> problems(Configuration configuration, String id) {
    List<Part> parts = parts(configuration, id);
    Content content = content(parts, Map.of());
    List<String> problems = new ArrayList<>();
    content.unread().stream()
        .filter(value -> !isOfTheWeb(value))
        .map(value -> value + " cannot be read")
        .forEach(problems::add);
    parts.stream()
        .filter(part -> isOfTheWeb(part.value()) && part.source().isEmpty())
        .map(part -> part.value() + " is no URL")
        .forEach(problems::add);
    problems.addAll(content.problems());
    return problems;
  }

  private static boolean isOfTheWeb(String value) {
    return value.startsWith("http://") || value.startsWith("https://");
  }

  private static List<Part> parts(Configuration configuration, String id) {
    return configuration.find(VALUES, id).orElse(List.of()).stream()
        .map(value -> part(configuration, id, value))
        .toList();
  }

  private static Part part(Configuration configuration, String id, String value) {
    if (isOfTheWeb(value)) {
      return new Part(
          value, false, Optional.empty(), address(value).map(at -> source(configuration, id, at)));
    }
    boolean instead = value.startsWith(FALLBACK);
    Optional<String> text =
        instead || value.startsWith(FILE)
            ? read(value.substring(value.indexOf(FILE) + FILE.length()))
            : Optional.of(value);
    String comment = configuration.get(COMMENT, id);
    Format format = configuration.get(FORMAT, id);
    return new Part(
        value, instead, text.map(all -> here(format, lines(all, comment))), Optional.empty());
  }

  private static Here here(Format format, List<String> lines) {
    if (format != Format.REGEX) {
      return new Here(ListEntries.texts(lines), List.of());
    }
    List<Regex> expressions = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String line : lines) {
      switch (Regex.compile(line)) {
        case Regex.Compiled.Good(Regex regex) -> expressions.add(regex);
        case Regex.Compiled.Bad(String why) -> problems.add(ListEntries.bad(line, why));
      }
    }
    return new Here(ListEntries.expressions(expressions), problems);
  }

  private static Optional<URI> address(String value) {
    try {
      var address = new URI(value);
      return Optional.of(address).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static WebLists.Source source(Configuration configuration, String id, URI address) {
    var pace =
        new WebLists.Pace(
            configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
            configuration.get(REFRESH, id),
            configuration.get(RETRY, id));
    var reading =
        new ListReading(
            configuration.get(FORMAT, id),
            configuration.get(COMMENT, id),
            configuration.get(SIZE, id).bytes(),
            configuration.get(ENTRIES, id),
            configuration.get(ENTRY_SIZE, id));
    return new WebLists.Source(id, address, pace, reading);
  }

  private static Content content(List<Part> parts, Map<WebLists.Source, Fetched> known) {
    List<ListEntries> entries = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean failed = false;
    for (Part part : parts) {
      if (part.instead() && !failed) {
        continue;
      }
      Optional<Here> found =
          part.here()
              .or(() ->
                  part.source()
                      .flatMap(at -> Optional.ofNullable(known.get(at)))
                      .map(text -> new Here(text.entries(), List.of())));
      found.ifPresent(here -> {
        entries.add(here.entries());
        problems.addAll(here.problems());
      });
      if (part.instead() && found.isPresent()) {
        unread.removeLast();
      } else if (!part.instead() && found.isEmpty()) {
        unread.add(part.value());
      }
      failed = found.isEmpty();
    }
    return new Content(ListEntries.all(entries), unread, problems);
  }

  private static Optional<String> read(String path) {
    try {
      return Optional.of(Sources.none().files().read(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(String text, String comment) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> comment.isEmpty() || !line.startsWith(comment))
        .toList();
  }

  private static Table table(Configuration configuration, String id, ListEntries entries) {
    return switch (configuration.get(FORMAT, id)) {
      case LIST -> exact(entries.texts());
      case GLOB -> globs(entries.texts());
      case REGEX -> expressions(entries.expressions());
      case MAP -> map(entries.texts(), configuration.get(SEPARATOR, id));
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

  private static Table expressions(List<Regex> expressions) {
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

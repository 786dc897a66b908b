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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
                  + " anew from time to time; what was fetched last counts while it cannot be. As"
                  + " long as nothing was, and nothing stands in its stead, rules that ask the"
                  + " list fail temporarily.");

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
    void begin(WebLists.Source source);

    /// Forgets all others.
    void retain(List<WebLists.Source> sources);

    /// What was fetched last; nothing when that was never.
    Optional<Fetched> fetched(WebLists.Source source);
  }

  /// What was fetched.
  ///
  /// @param version another one for each time
  record Fetched(long version, List<String> lines) {
    Fetched {
      lines = List.copyOf(lines);
    }
  }

  /// One of a list's values.
  ///
  /// @param value as it is written
  /// @param instead whether it counts only when the one before it cannot be read
  /// @param here its lines, unless they cannot be read or are of the web
  /// @param source where it is in the web
  private record Part(
      String value,
      boolean instead,
      Optional<List<String>> here,
      Optional<WebLists.Source> source) {}

  /// What is in a list.
  ///
  /// @param unread what cannot be read, or was not fetched, without anything in its stead
  private record Content(List<String> lines, List<String> unread) {}

  /// A table of what was fetched last.
  private record Built(List<Long> versions, Table table) {}

  /// Lists by their ids.
  static Map<String, Table> of(Configuration configuration, Optional<Web> web) {
    Map<String, Table> tables = new HashMap<>();
    List<WebLists.Source> sources = new ArrayList<>();
    for (String id : stores(configuration)) {
      if (!configuration.isSet(FORMAT, id)) {
        continue;
      }
      List<Part> parts = parts(configuration, id);
      List<WebLists.Source> ofList =
          parts.stream().flatMap(part -> part.source().stream()).toList();
      if (!ofList.isEmpty()) {
        tables.put(id, fetched(configuration, id, parts, web));
        sources.addAll(ofList);
      } else if (content(parts, Map.of()).unread().isEmpty()) {
        tables.put(id, table(configuration, id, content(parts, Map.of()).lines()));
      }
    }
    web.ifPresent(known -> {
      known.retain(sources);
      sources.forEach(known::begin);
    });
    return tables;
  }

  /// A list of the web, made anew when another version was fetched.
  private static Table fetched(
      Configuration configuration, String id, List<Part> parts, Optional<Web> web) {
    var built = new AtomicReference<@Nullable Built>();
    List<WebLists.Source> sources = parts.stream().flatMap(part -> part.source().stream()).toList();
    return key -> {
      Map<WebLists.Source, Fetched> known = new HashMap<>();
      for (WebLists.Source source : sources) {
        web.flatMap(pages -> pages.fetched(source)).ifPresent(text -> known.put(source, text));
      }
      List<Long> versions =
          sources.stream()
              .map(source -> Optional.ofNullable(known.get(source)).map(Fetched::version))
              .map(version -> version.orElse(0L))
              .toList();
      Built now = built.get();
      if (now == null || !now.versions().equals(versions)) {
        now = new Built(versions, table(configuration, id, content(parts, known)));
        built.set(now);
      }
      return now.table().find(key);
    };
  }

  private static Table table(Configuration configuration, String id, Content content) {
    if (content.unread().isEmpty()) {
      return table(configuration, id, content.lines());
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
    problems.addAll(expressionProblems(configuration, id, content.lines()));
    return problems;
  }

  private static List<String> expressionProblems(
      Configuration configuration, String id, List<String> lines) {
    List<String> problems = new ArrayList<>();
    if (configuration.get(FORMAT, id) == Format.REGEX) {
      for (String line : lines) {
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
    return new Part(value, instead, text.map(all -> lines(all, comment)), Optional.empty());
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
    String comment = configuration.get(COMMENT, id);
    var limits =
        new WebLists.Limits(
            configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
            configuration.get(REFRESH, id),
            configuration.get(RETRY, id),
            configuration.get(SIZE, id).bytes());
    List<Object> rules =
        List.of(
            configuration.get(FORMAT, id),
            comment,
            limits,
            configuration.get(ENTRIES, id),
            configuration.get(ENTRY_SIZE, id));
    return new WebLists.Source(
        id,
        address,
        limits,
        rules.toString(),
        text -> checked(configuration, id, lines(text, comment)));
  }

  /// Lines of others, if they are as they should be.
  private static List<String> checked(Configuration configuration, String id, List<String> lines)
      throws IOException {
    int most = configuration.get(ENTRIES, id);
    int longest = configuration.get(ENTRY_SIZE, id);
    if (lines.size() > most) {
      throw new IOException("more than " + most + " entries, which limits.entries allows");
    }
    if (lines.stream().anyMatch(line -> line.length() > longest)) {
      throw new IOException(
          "an entry of more than " + longest + " characters, which limits.entry-size allows");
    }
    List<String> problems = expressionProblems(configuration, id, lines);
    if (!problems.isEmpty()) {
      throw new IOException(problems.getFirst());
    }
    return lines;
  }

  private static Content content(List<Part> parts, Map<WebLists.Source, Fetched> known) {
    List<String> lines = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    boolean failed = false;
    for (Part part : parts) {
      if (part.instead() && !failed) {
        continue;
      }
      Optional<List<String>> found =
          part.here()
              .or(() ->
                  part.source()
                      .flatMap(at -> Optional.ofNullable(known.get(at)))
                      .map(Fetched::lines));
      found.ifPresent(lines::addAll);
      if (part.instead() && found.isPresent()) {
        unread.removeLast();
      } else if (!part.instead() && found.isEmpty()) {
        unread.add(part.value());
      }
      failed = found.isEmpty();
    }
    return new Content(lines, unread);
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

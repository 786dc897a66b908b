package org.mailkeep.settings;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts what lies elsewhere into texts: `%{env:X}%`, `%{file:/p}%`, `%{cfg:key}%`, `%{MACRO}%`, a
/// whole `!VARIABLE`, and for secrets a whole `file:///p`. What is put in is not looked at again.
final class Interpolation {

  private static final Pattern INSERT = Pattern.compile("%\\{([^{}%]{1,500})}%");
  private static final Pattern VARIABLE = Pattern.compile("!([A-Z_][A-Z0-9_]{0,200})");
  private static final String FILE = "file://";

  private final Sources sources;
  private final Map<String, String> macros = new HashMap<>();
  private final Map<List<String>, String> written = new HashMap<>();

  Interpolation(Sources sources) {
    this.sources = sources;
  }

  /// Remembers a plain value of the file: for `cfg:`, and as a macro when it is one.
  void learn(List<String> path, String text) {
    written.putIfAbsent(path, text);
    if (path.size() == 2 && path.getFirst().equals("macros")) {
      macros.putIfAbsent(path.get(1).toUpperCase(Locale.ROOT), text);
    }
  }

  /// The value with everything in its place; says what could not be found.
  RawValue resolve(RawValue value, boolean content, Consumer<String> complaint) {
    var items = value.items().stream().map(item -> resolve(item, content, complaint)).toList();
    return new RawValue(items, value.list());
  }

  private Scalar resolve(Scalar item, boolean content, Consumer<String> complaint) {
    if (item.kind() != Scalar.Kind.TEXT) {
      return item;
    }
    var variable = VARIABLE.matcher(item.text());
    if (variable.matches()) {
      return Scalar.text(orComplain(find("env:" + variable.group(1)), item.text(), complaint));
    }
    if (content && item.text().startsWith(FILE)) {
      var path = item.text().substring(FILE.length());
      return Scalar.text(orComplain(find("file:" + path), item.text(), complaint));
    }
    return Scalar.text(
        INSERT
            .matcher(item.text())
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    orComplain(find(match.group(1)), match.group(), complaint))));
  }

  private static String orComplain(
      Optional<String> found, String wanted, Consumer<String> complaint) {
    if (found.isEmpty()) {
      complaint.accept(wanted + " cannot be found or read");
    }
    return found.orElse("");
  }

  private Optional<String> find(String what) {
    int colon = what.indexOf(':');
    String rest = what.substring(colon + 1);
    return switch (colon < 0 ? "" : what.substring(0, colon)) {
      case "env" -> sources.environment().apply(rest);
      case "file" -> readFile(rest);
      case "cfg" -> Optional.ofNullable(written.get(List.of(rest.split("\\.", -1))));
      case "" -> Optional.ofNullable(macros.get(what.toUpperCase(Locale.ROOT)));
      default -> Optional.empty();
    };
  }

  private Optional<String> readFile(String path) {
    try {
      return Optional.of(sources.files().read(Path.of(path)).stripTrailing());
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

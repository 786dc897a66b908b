package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The reference page of all settings, in Markdown, out of their declarations.
public final class SettingsPage {

  private static final String HEAD =
      """
      # Settings

      Every key of `mailkeep.toml`. This page comes from the declarations in the code; \
      `ear/architecture` rewrites it.

      * Durations are a whole number and `ms`, `s`, `m`, `h` or `d`; a number alone is milliseconds.
      * Sizes are bytes, or a whole number and `k`, `m`, `g` or `t` (powers of 1024).
      * Schedules are minute, hour and day of the week, the latter two a number or `*`: `0 3 *` is \
      each day at three, `30 4 7` each Sunday at half past four, by the clocks of the server.
      * Rates are `number/duration`; `unlimited`, `none` or `false` stand for no limit. A single value may stand where a list is expected.
      * What is marked *or rule* may depend on who asks: [RULES.md](RULES.md) has the language, and \
      what each stage knows: (connection), (session), (sender), (recipient), (message), (address).
      * A text may hold `%{env:NAME}%`, `%{file:/path}%`, `%{cfg:key}%` and `%{MACRO}%` (from \
      `[macros]`); a whole text `!NAME` is a variable of the environment. Where it says so, \
      `file:///path` stands for the file's content.
      * `include.files` names more files, relative to the one that names them.
      * System property `mailkeep.KEY` and environment variable `MAILKEEP_KEY` (capitals, `_` for \
      every other character) win over the file.
      * What is marked *restart* takes effect at the next start, all else at `reload`.
      """;

  private SettingsPage() {}

  /// The page.
  public static String of(SettingsCatalogue catalogue) {
    var page = new StringBuilder(HEAD);
    tables(catalogue.settings())
        .forEach((table, settings) -> {
          page.append("\n## ").append(table).append("\n\n");
          page.append("| Key | Type | Default | |\n|---|---|---|---|\n");
          settings.forEach(setting -> page.append(row(setting)));
        });
    return page.toString();
  }

  /// The settings by the table in which a file groups them, in order of declaration.
  static Map<String, List<Setting<?>>> tables(List<Setting<?>> settings) {
    var tables = new LinkedHashMap<String, List<Setting<?>>>();
    for (Setting<?> setting : settings) {
      tables.computeIfAbsent(setting.pattern().table(), _ -> new ArrayList<>()).add(setting);
    }
    return tables;
  }

  private static String row(Setting<?> setting) {
    var notes = new StringBuilder(setting.description());
    if (setting.content()) {
      notes.append(" May be `file:///path`.");
    }
    setting.refersTo().ifPresent(table -> notes.append(" An id of `").append(table).append("`."));
    if (!setting.oldKeys().isEmpty()) {
      notes.append(" Formerly `").append(String.join("`, `", setting.oldKeys())).append("`.");
    }
    if (setting.applies() == Applies.ON_RESTART) {
      notes.append(" *restart*");
    }
    return "| `"
        + setting.key()
        + "` | "
        + cell(setting.type().name())
        + " | "
        + cell(fallback(setting))
        + " | "
        + cell(notes.toString())
        + " |\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }

  private static <T> String fallback(Setting<T> setting) {
    return switch (setting.fallback()) {
      case Fallback.Value<T>(T value) -> "`" + setting.type().print(value) + "`";
      case Fallback.Of<T>(Setting<T> other) -> "`" + other.key() + "`";
      case Fallback.Absent<T>(String meaning) -> meaning;
      case Fallback.Required<T>() -> "*required*";
    };
  }
}

package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;

/// The commented `mailkeep.toml` that a new instance begins with: every setting with its default,
/// all of it commented out, so that an empty copy means the same.
public final class ExampleFile {

  private static final int WIDTH = 100;

  private ExampleFile() {}

  /// The file.
  ///
  /// @param head words at its top, lines without the comment sign
  public static String of(SettingsCatalogue catalogue, String head) {
    var file = new StringBuilder();
    head.lines().forEach(line -> file.append(comment(line)).append('\n'));
    SettingsPage.tables(catalogue.settings())
        .forEach((table, settings) -> {
          file.append("\n#[").append(table).append("]\n");
          for (Setting<?> setting : settings) {
            file.append('\n');
            wrap(setting.description()).forEach(l -> file.append("# ").append(l).append('\n'));
            file.append('#').append(line(table, setting)).append('\n');
          }
        });
    return file.toString();
  }

  private static String comment(String line) {
    return line.isEmpty() ? "#" : "# " + line;
  }

  private static <T> String line(String table, Setting<T> setting) {
    String key = setting.key().substring(table.isEmpty() ? 0 : table.length() + 1);
    return switch (setting.fallback()) {
      case Fallback.Value<T>(T value) -> key + " = " + setting.type().print(value);
      case Fallback.Of<T>(Setting<T> other) -> key + " =   # the same as " + other.key();
      case Fallback.Absent<T>(String meaning) when meaning.isEmpty() -> key + " =";
      case Fallback.Absent<T>(String meaning) -> key + " =   # " + meaning;
      case Fallback.Required<T>() -> key + " =   # required; " + setting.type().expects();
    };
  }

  private static List<String> wrap(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 3 > WIDTH && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

package org.mailkeep.settings;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files that `include.files` names, relative to the file that names them. One level: an
/// included file includes none.
final class Includes {

  private static final List<String> KEY = List.of("include", "files");
  private static final int MOST = 100;

  private Includes() {}

  static boolean isInclude(List<String> path) {
    return path.equals(KEY);
  }

  static List<TomlText> of(TomlText main, Sources sources, List<ConfigurationProblem> problems) {
    var texts = new ArrayList<TomlText>();
    for (var entry : main.entries()) {
      if (!isInclude(entry.path())) {
        continue;
      }
      for (Scalar item : entry.value().items().stream().limit(MOST).toList()) {
        read(main, item.text(), sources)
            .ifPresentOrElse(
                texts::add,
                () ->
                    problems.add(
                        new ConfigurationProblem(
                            entry.origin(), "include.files", item.text() + " cannot be read")));
      }
    }
    texts.forEach(text -> problems.addAll(text.problems()));
    return texts;
  }

  private static Optional<TomlText> read(TomlText main, String name, Sources sources) {
    try {
      var base = main.directory().orElse(Path.of(""));
      var file = base.resolve(name);
      return Optional.of(
          TomlText.of(file.toString(), sources.files().read(file), Optional.of(file)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

package org.mailkeep.imap;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The scripts in `dialogues`. Those in `dialogues/shared` are about what Dovecot does as well, and
/// say nothing about in what order and words: they are played against both.
final class Dialogues {
  private Dialogues() {}

  /// All scripts, with those that are shared.
  static List<Path> all() {
    return in("/dialogues");
  }

  /// What is played against both servers.
  static List<Path> shared() {
    return in("/dialogues/shared");
  }

  private static List<Path> in(String folder) {
    try {
      Path root = Path.of(Objects.requireNonNull(Dialogues.class.getResource(folder)).toURI());
      try (Stream<Path> files = Files.walk(root)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Its name without the ending.
  static String name(Path script) {
    return String.valueOf(script.getFileName()).replaceFirst("\\.txt$", "");
  }
}

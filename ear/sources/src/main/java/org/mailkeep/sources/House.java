package org.mailkeep.sources;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The checkout that the tests look at.
public final class House {
  private static final List<String> ROOMS =
      List.of("config", "ear", "ejb", "resource-adapter", "web");

  private House() {}

  /// Its root.
  public static Path root() {
    return Path.of(requireNonNull(System.getProperty("house"), "system property house"));
  }

  /// All Java sources, tests included.
  public static List<Path> sources() {
    return ROOMS.stream().flatMap(room -> below(root().resolve(room))).sorted().toList();
  }

  /// Where a file lies, as a contributor names it.
  public static String name(Path file) {
    return root().relativize(file).toString();
  }

  /// What a file says.
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path room) {
    try (Stream<Path> files = Files.walk(room)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !name(file).contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

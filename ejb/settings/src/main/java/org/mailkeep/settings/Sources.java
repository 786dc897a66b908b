package org.mailkeep.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Where values outside the file come from.
///
/// @param environment a variable of the environment by its name
/// @param files the text of a file; refuses those larger than [#LARGEST]
/// @param overrides values that win over the file
public record Sources(
    Function<String, Optional<String>> environment, TextFiles files, Overrides overrides) {

  /// The most octets that a configuration file, a certificate or a secret may have.
  public static final int LARGEST = 4 << 20;

  /// Reads text files.
  @FunctionalInterface
  public interface TextFiles {
    /// The whole text, as UTF-8.
    String read(Path path) throws IOException;
  }

  /// No environment, no overrides, the machine's files.
  public static Sources none() {
    return new Sources(_ -> Optional.empty(), Sources::readBounded, Overrides.none());
  }

  /// The machine's files with this environment and these overrides.
  public static Sources of(Function<String, Optional<String>> environment, Overrides overrides) {
    return new Sources(environment, Sources::readBounded, overrides);
  }

  private static String readBounded(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }
  }
}

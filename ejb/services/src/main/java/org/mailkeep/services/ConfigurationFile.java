package org.mailkeep.services;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mailkeep.kernel.Environment;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Overrides;
import org.mailkeep.settings.Sources;

/// The operator's `mailkeep.toml`, with what system properties and the environment say instead.
///
/// @param file may be absent: then every setting has its default
record ConfigurationFile(Path file) {
  /// Reads it.
  ///
  /// @throws Refused with every problem that it has
  Configuration read() throws Refused {
    var reader = reader();
    var reading = Files.exists(file) ? reader.read(file) : reader.read(file.toString(), "");
    return switch (reading) {
      case ConfigurationReader.Accepted(Configuration configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) -> throw new Refused(problems);
    };
  }

  /// What keeps a change of the file from having its effect: the file cannot be written, does not
  /// say what was meant afterwards, or something else decides.
  ///
  /// @param holds whether a configuration says what was meant
  Optional<String> problem(UnaryOperator<String> change, Predicate<Configuration> holds) {
    try {
      String before = text();
      return switch (reader().read(file.toString(), change.apply(before))) {
        case ConfigurationReader.Accepted(var after) when holds.test(after) -> {
          write(before);
          yield Optional.empty();
        }
        case ConfigurationReader.Accepted _ ->
            Optional.of("the file would not say so: an override, or how it is written, decides");
        case ConfigurationReader.Refused(var problems) ->
            Optional.of("the file would not be right: " + problems.getFirst());
      };
    } catch (IOException e) {
      return Optional.of("the file cannot be changed: " + e);
    }
  }

  /// Changes the file, all of it or nothing.
  ///
  /// @throws IOException when it is as it was
  void change(UnaryOperator<String> change) throws IOException {
    write(change.apply(text()));
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /// Another file takes the name, with the rights of the one that had it.
  private void write(String text) throws IOException {
    Path folder = requireNonNull(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(folder, "mailkeep", ".toml");
    try {
      if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      }
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static ConfigurationReader reader() {
    var sources = Sources.of(ConfigurationFile::variable, ConfigurationFile::override);
    return new ConfigurationReader(Catalogue.all(), sources);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(Environment.system().get(name));
  }

  private static Optional<String> override(String key) {
    return Optional.ofNullable(System.getProperty("mailkeep." + key))
        .or(() -> variable(Overrides.environmentName(key)));
  }

  /// The file is not good; the old configuration stays in force.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(List<ConfigurationProblem> problems) {
      super(
          problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n")));
    }
  }
}

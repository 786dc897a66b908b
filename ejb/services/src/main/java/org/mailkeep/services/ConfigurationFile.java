package org.mailkeep.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    var sources = Sources.of(ConfigurationFile::variable, ConfigurationFile::override);
    var reader = new ConfigurationReader(Catalogue.all(), sources);
    var reading = Files.exists(file) ? reader.read(file) : reader.read(file.toString(), "");
    return switch (reading) {
      case ConfigurationReader.Accepted(Configuration configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) -> throw new Refused(problems);
    };
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

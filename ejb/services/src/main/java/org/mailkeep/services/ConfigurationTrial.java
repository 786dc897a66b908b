package org.mailkeep.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.kernel.Environment;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;

/// Tries what a configuration connects to, outside the application server: so that an operator
/// hears before the first start what is wrong. A program of its own, because only the archive has
/// the drivers.
///
/// @param configuration whose stores and directories are tried
/// @param instance where relative paths begin
public record ConfigurationTrial(Configuration configuration, Path instance) {
  /// How a store or a directory did.
  public enum Outcome {
    /// It can be used.
    WORKS,
    /// It cannot.
    FAILS,
    /// Only the running server can know.
    UNTRIED
  }

  /// What was found out about a store or a directory.
  ///
  /// @param table `store` or `directory`
  /// @param id below it
  /// @param words the setting and the cause when it does not work, else empty
  public record Finding(String table, String id, Outcome outcome, String words) {
    /// One line, which [#parse] reads.
    @Override
    public String toString() {
      return String.join(
          "\t", table, id, outcome.toString(), words.strip().replaceAll("\\s+", " "));
    }

    /// Reads a line that another process printed; empty when it is none.
    public static Optional<Finding> parse(String line) {
      String[] parts = line.split("\t", -1);
      return parts.length != 4
          ? Optional.empty()
          : Optional.of(new Finding(parts[0], parts[1], Outcome.valueOf(parts[2]), parts[3]));
    }
  }

  /// Tries the configuration on the standard input and prints what it finds.
  ///
  /// @param line the instance's folder
  public static void main(String[] line) throws IOException {
    String toml = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    var sources =
        Sources.of(
            name -> Optional.ofNullable(Environment.system().get(name)), _ -> Optional.empty());
    switch (new ConfigurationReader(Catalogue.all(), sources).read("mailkeep.toml", toml)) {
      case ConfigurationReader.Accepted(var configuration) ->
          new ConfigurationTrial(configuration, Path.of(line[0]))
              .findings()
              .forEach(System.out::println);
      case ConfigurationReader.Refused(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining()));
    }
  }

  /// Tries each store that has a role, and each directory that is asked.
  public List<Finding> findings() {
    return Stream.concat(
            new StoreTrial(configuration, instance).findings().stream(),
            new DirectoryTrial(configuration, instance).findings().stream())
        .toList();
  }
}

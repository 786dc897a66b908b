package org.mailkeep.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a file into a configuration, or into every problem that it has. Safe for many threads.
public final class ConfigurationReader {

  private final SettingsCatalogue catalogue;
  private final Sources sources;

  /// What became of a file.
  public sealed interface Reading {}

  /// The file is good.
  public record Accepted(Configuration configuration) implements Reading {}

  /// The file is not good; nothing of it counts.
  ///
  /// @param problems at least one, in the order of lines
  public record Refused(List<ConfigurationProblem> problems) implements Reading {
    /// Copies the problems.
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// A reader of files that may hold the catalogue's settings.
  public ConfigurationReader(SettingsCatalogue catalogue, Sources sources) {
    this.catalogue = catalogue;
    this.sources = sources;
  }

  /// Reads a file. One that does not exist is refused like any other problem.
  public Reading read(Path file) {
    try {
      return read(
          TomlText.of(file.toString(), sources.files().read(file), Optional.ofNullable(file)));
    } catch (NoSuchFileException e) {
      return refused(file, "no such file");
    } catch (IOException e) {
      return refused(file, "cannot be read: " + e.getMessage());
    }
  }

  /// Reads a text.
  ///
  /// @param name what problems call it
  public Reading read(String name, String toml) {
    return read(TomlText.of(name, toml, Optional.empty()));
  }

  private static Reading refused(Path file, String message) {
    return new Refused(
        List.of(new ConfigurationProblem(new Origin(file.toString(), 0), "", message)));
  }

  private Reading read(TomlText main) {
    var problems = new ArrayList<ConfigurationProblem>(main.problems());
    var texts = new ArrayList<TomlText>(List.of(main));
    texts.addAll(Includes.of(main, sources, problems));
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    var draft = new ConfigurationDraft(catalogue, sources, problems);
    texts.forEach(draft::collectMacros);
    texts.forEach(draft::add);
    draft.override();
    draft.readTrees();
    var configuration = draft.complete(main.name());
    if (problems.isEmpty()) {
      catalogue.rules().forEach(rule -> rule.check(configuration, problems::add));
    }
    return problems.isEmpty() ? new Accepted(configuration) : new Refused(problems);
  }
}

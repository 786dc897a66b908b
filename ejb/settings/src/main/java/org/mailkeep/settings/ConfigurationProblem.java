package org.mailkeep.settings;

import java.util.Optional;

/// One thing wrong with a configuration file.
///
/// @param origin where
/// @param key the key as a file writes it; empty when the file cannot be read at all
/// @param message what is wrong and what was expected; never a secret's value
/// @param nearest the known key that the operator may have meant
public record ConfigurationProblem(
    Origin origin, String key, String message, Optional<String> nearest) {

  /// A problem without a suggestion.
  public ConfigurationProblem(Origin origin, String key, String message) {
    this(origin, key, message, Optional.empty());
  }

  /// One line for people: `mailkeep.toml:12: server.hostnam: unknown key; did you mean …?`.
  @Override
  public String toString() {
    return origin
        + ": "
        + (key.isEmpty() ? "" : key + ": ")
        + message
        + nearest.map(n -> "; did you mean " + n + "?").orElse("");
  }
}

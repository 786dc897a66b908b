package org.mailkeep.launcher;

import java.io.Console;
import java.util.Objects;
import java.util.Optional;

/// What an operator types without it being shown.
final class Keyboard {
  private Keyboard() {}

  /// Asks for a secret.
  ///
  /// @return empty when nobody sits at a terminal
  static Optional<String> secret(String prompt) {
    Console console = Objects.requireNonNull(System.console());
    if (!console.isTerminal()) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("%s", prompt);
    return Optional.of(typed == null ? "" : new String(typed));
  }
}

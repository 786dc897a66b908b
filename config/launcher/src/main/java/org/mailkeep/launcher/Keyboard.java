package org.mailkeep.launcher;

import java.io.Console;
import java.util.Optional;

/// What an operator types without it being shown.
final class Keyboard {
  private Keyboard() {}

  /// Asks for a secret.
  ///
  /// @return empty when nobody sits at a terminal
  static Optional<String> secret(String prompt) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> typed(console, prompt));
  }

  private static String typed(Console console, String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    return typed == null ? "" : new String(typed);
  }
}

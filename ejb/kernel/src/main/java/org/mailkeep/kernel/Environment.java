package org.mailkeep.kernel;

import org.jspecify.annotations.Nullable;

/// The variables that the process was started with; passed in, so that tests can choose them.
@FunctionalInterface
public interface Environment {
  /// The value of a variable, or null when it is not set.
  @Nullable String get(String name);

  /// What the operating system gave.
  static Environment system() {
    return System::getenv;
  }
}

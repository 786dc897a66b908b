package org.mailkeep.settings;

/// When a changed value takes effect.
public enum Applies {
  /// At `reload`, without a restart.
  ON_RELOAD,
  /// At the next start.
  ON_RESTART
}

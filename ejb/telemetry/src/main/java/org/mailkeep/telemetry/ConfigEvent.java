package org.mailkeep.telemetry;

/// What became of configuration files.
public sealed interface ConfigEvent extends Event {

  /// A configuration is in force.
  record Loaded(String file) implements ConfigEvent {}

  /// One thing is wrong with a file; the configuration before it stays in force.
  @At(Level.ERROR)
  record Problem(String file, int line, String key, String message) implements ConfigEvent {}

  /// A file was refused for its problems.
  @At(Level.ERROR)
  record Refused(String file, int problems) implements ConfigEvent {}

  /// A changed key takes effect at the next start only.
  @At(Level.WARN)
  record RestartNeeded(String key) implements ConfigEvent {}
}

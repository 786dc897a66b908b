package org.mailkeep.telemetry;

import java.time.Duration;

/// Domains, accounts, groups and lists.
public sealed interface DirectoryEvent extends Event {

  /// The directory could not answer.
  @At(Level.ERROR)
  record Unavailable(@Label String directory, String reason) implements DirectoryEvent {}

  /// The directory answers again.
  ///
  /// @param took since it did not
  record Recovered(@Label String directory, Duration took) implements DirectoryEvent {}

  /// Something was made.
  ///
  /// @param kind `domain`, `account`, `alias` …
  record Created(@Label String kind, String name, String by) implements DirectoryEvent {}

  /// Something was changed.
  ///
  /// @param change which parts, without values
  record Changed(@Label String kind, String name, String by, String change)
      implements DirectoryEvent {}

  /// Something is gone.
  record Deleted(@Label String kind, String name, String by) implements DirectoryEvent {}
}

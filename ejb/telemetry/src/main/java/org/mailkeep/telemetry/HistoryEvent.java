package org.mailkeep.telemetry;

import java.time.Duration;

/// The audit trail and the delivery history on their way into their database.
public sealed interface HistoryEvent extends Event {

  /// The database does not take entries; they wait in the data store. Told once until that is over.
  @At(Level.WARN)
  record Delayed(String reason) implements HistoryEvent {}

  /// The database takes entries again.
  ///
  /// @param took since it did not
  record Resumed(Duration took) implements HistoryEvent {}

  /// A change was made that the audit trail does not have, since the data store did not take its
  /// entry.
  @At(Level.ERROR)
  record Missed(String operation, String kind, String name, String by, String reason)
      implements HistoryEvent {}
}

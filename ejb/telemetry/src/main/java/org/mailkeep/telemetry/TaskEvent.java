package org.mailkeep.telemetry;

import java.time.Duration;

/// Long work that administrators and the schedule start.
public sealed interface TaskEvent extends Event {

  /// It begins.
  ///
  /// @param task what it does
  /// @param subject what it does that to; may be empty
  /// @param by a login name, or `schedule`
  record Started(String id, @Label String task, String subject, String by) implements TaskEvent {}

  /// It has ended.
  ///
  /// @param state `done` or `cancelled`
  record Ended(String id, @Label String task, @Label String state, Duration took)
      implements TaskEvent {}

  /// It could not do all.
  @At(Level.WARN)
  record Failed(String id, @Label String task, String reason, Duration took) implements TaskEvent {}

  /// Someone told it to end early.
  record Cancelled(String id, @Label String task, String by) implements TaskEvent {}
}

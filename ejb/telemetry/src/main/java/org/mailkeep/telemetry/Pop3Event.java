package org.mailkeep.telemetry;

import java.time.Duration;

/// POP3 sessions. `session` is the connection's number.
public sealed interface Pop3Event extends Event {

  /// A command was answered.
  ///
  /// @param verb such as `RETR`
  /// @param reply `OK` or `ERR`
  @At(Level.TRACE)
  record Command(long session, @Label String verb, @Label String reply, Duration took)
      implements Pop3Event {}

  /// QUIT removed messages.
  @At(Level.DEBUG)
  record Removed(long session, String account, int messages) implements Pop3Event {}

  /// A login found the maildrop in use by another session.
  @At(Level.DEBUG)
  record InUse(long session, String account) implements Pop3Event {}

  /// A session ended for too many errors, or commands were refused as too many.
  ///
  /// @param limit the setting that says so
  @At(Level.WARN)
  record LimitReached(long session, @Label String limit) implements Pop3Event {}
}

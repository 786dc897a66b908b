package org.mailkeep.telemetry;

import java.time.Duration;

/// IMAP sessions. `session` is the connection's number.
public sealed interface ImapEvent extends Event {

  /// A command was answered.
  ///
  /// @param verb such as `UID FETCH`
  /// @param reply `OK`, `NO` or `BAD`
  @At(Level.TRACE)
  record Command(long session, @Label String verb, @Label String reply, Duration took)
      implements ImapEvent {}

  /// A message was appended.
  @At(Level.DEBUG)
  record Appended(long session, String account, String mailbox, long uid, long size)
      implements ImapEvent {}

  /// A session ended for too many errors or too large a command.
  ///
  /// @param limit the setting that says so
  @At(Level.WARN)
  record LimitReached(long session, @Label String limit) implements ImapEvent {}
}

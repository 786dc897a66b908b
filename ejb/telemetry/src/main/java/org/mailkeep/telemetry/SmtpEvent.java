package org.mailkeep.telemetry;

import java.time.Duration;

/// SMTP, submission and LMTP as a server. `session` is the connection's number.
public sealed interface SmtpEvent extends Event {

  /// A message is durable and acknowledged.
  ///
  /// @param queue the number under which the queue has it
  /// @param from the reverse path; empty for a bounce
  record MessageAccepted(
      long session, String queue, String from, int recipients, long size, Duration took)
      implements SmtpEvent {}

  /// A message was refused after its data.
  ///
  /// @param reply what the client was told
  record MessageRefused(long session, String from, String reply) implements SmtpEvent {}

  /// A sender was refused.
  record SenderRefused(long session, String from, String reply) implements SmtpEvent {}

  /// A recipient was refused.
  record RecipientRefused(long session, String from, String to, String reply)
      implements SmtpEvent {}

  /// A command was answered.
  @At(Level.TRACE)
  record Command(long session, @Label String verb, int reply, Duration took) implements SmtpEvent {}

  /// A session ended for too many errors or messages.
  ///
  /// @param limit the setting that says so
  @At(Level.WARN)
  record LimitReached(long session, @Label String limit) implements SmtpEvent {}
}

package org.mailkeep.telemetry;

import java.net.InetAddress;

/// What an attacker may be about.
public sealed interface SecurityEvent extends Event {

  /// An address is banned.
  @At(Level.WARN)
  record Banned(InetAddress remote, String reason) implements SecurityEvent {}

  /// A client sent commands in plain text behind STARTTLS; they were dropped.
  @At(Level.WARN)
  record PlaintextAfterStartTls(long session, @Label String listener, int octets)
      implements SecurityEvent {}

  /// A message with a bare CR or LF, as smuggling uses it, was refused.
  @At(Level.WARN)
  record BareLineEnding(long session, @Label String listener, InetAddress remote)
      implements SecurityEvent {}

  /// An account used a sender address that is not its own.
  @At(Level.WARN)
  record ForeignSender(long session, String account, String from) implements SecurityEvent {}

  /// An administrator's first password was made.
  ///
  /// @param file where it lies; never the password
  @At(Level.WARN)
  record AdministratorMade(String login, String file) implements SecurityEvent {}
}

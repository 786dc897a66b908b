package org.mailkeep.telemetry;

import java.net.InetAddress;

/// What an attacker may be about.
public sealed interface SecurityEvent extends Event {

  /// An address is banned.
  @At(Level.WARN)
  record Banned(InetAddress remote, String reason) implements SecurityEvent {}

  /// So many failed at one login that addresses which fail there are banned sooner.
  ///
  /// @param failures so far
  @At(Level.WARN)
  record LoginUnderAttack(String login, long failures) implements SecurityEvent {}

  /// An address or a network is blocked or allowed from now on.
  ///
  /// @param kind `blocked` or `allowed`
  @At(Level.WARN)
  record NetworkAdded(String network, @Label String kind, String reason, String by)
      implements SecurityEvent {}

  /// An address or a network is blocked or allowed no longer.
  ///
  /// @param kind what it was
  @At(Level.WARN)
  record NetworkRemoved(String network, @Label String kind, String by) implements SecurityEvent {}

  /// The administrator of the configuration logged in.
  @At(Level.WARN)
  record FallbackLogin(String login, InetAddress remote) implements SecurityEvent {}

  /// The master user logged in as somebody.
  ///
  /// @param account as whom
  @At(Level.WARN)
  record MasterLogin(
      long session, @Label String protocol, String master, String account, InetAddress remote)
      implements SecurityEvent {}

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

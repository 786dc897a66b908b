package org.mailkeep.telemetry;

import java.net.InetAddress;

/// Logins, over every protocol.
public sealed interface AuthEvent extends Event {

  /// Someone logged in.
  record Accepted(long session, @Label String protocol, String login, String mechanism)
      implements AuthEvent {}

  /// Wrong name or secret.
  @At(Level.WARN)
  record Failed(
      long session, @Label String protocol, String login, InetAddress remote, String reason)
      implements AuthEvent {}

  /// The directory could not say.
  @At(Level.ERROR)
  record Unavailable(long session, @Label String protocol, String login, String reason)
      implements AuthEvent {}

  /// Too many tries.
  ///
  /// @param limit the setting that says so
  @At(Level.WARN)
  record Throttled(@Label String protocol, InetAddress remote, String limit) implements AuthEvent {}
}

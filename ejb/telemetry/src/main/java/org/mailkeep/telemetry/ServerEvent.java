package org.mailkeep.telemetry;

import java.time.Duration;

/// The life of the server itself.
public sealed interface ServerEvent extends Event {

  /// It begins.
  record Starting(String version) implements ServerEvent {}

  /// Mail can flow.
  record Ready(String version, Duration took) implements ServerEvent {}

  /// It cannot start.
  @At(Level.ERROR)
  record StartFailed(String reason, Throwable cause) implements ServerEvent {}

  /// It ends in an orderly way.
  record Stopping(String reason) implements ServerEvent {}

  /// Everything is closed.
  record Stopped(Duration took) implements ServerEvent {}

  /// A port is open.
  record ListenerOpened(String listener, String protocol, String address) implements ServerEvent {}

  /// A port is closed.
  record ListenerClosed(String listener, String address) implements ServerEvent {}

  /// A port cannot be opened.
  @At(Level.ERROR)
  record ListenerFailed(String listener, String address, String reason) implements ServerEvent {}

  /// Something failed that no code expects to fail: a bug, or a machine out of resources.
  ///
  /// @param where what was being done
  /// @param session the connection's number, 0 when there is none
  @At(Level.ERROR)
  record Unexpected(@Label String where, long session, Throwable cause) implements ServerEvent {}
}

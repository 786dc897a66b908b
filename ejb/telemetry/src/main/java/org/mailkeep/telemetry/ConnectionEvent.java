package org.mailkeep.telemetry;

import java.net.InetSocketAddress;
import java.time.Duration;

/// Connections on our listeners. `session` is the connection's number, which all events of it
/// share.
public sealed interface ConnectionEvent extends Event {

  /// A client is connected.
  @At(Level.DEBUG)
  record Opened(long session, @Label String listener, InetSocketAddress remote)
      implements ConnectionEvent {}

  /// It is over.
  ///
  /// @param reason who ended it and why, in a few words
  /// @param received octets from the client, without TLS
  /// @param sent octets to the client, without TLS
  @At(Level.DEBUG)
  record Closed(
      long session,
      @Label String listener,
      InetSocketAddress remote,
      String reason,
      long received,
      long sent,
      Duration took)
      implements ConnectionEvent {}

  /// Nobody served a client because too many are connected.
  ///
  /// @param limit the setting that says so
  @At(Level.WARN)
  record Refused(@Label String listener, InetSocketAddress remote, @Label String limit)
      implements ConnectionEvent {}

  /// A client's network is blocked; it was dropped without a word.
  @At(Level.DEBUG)
  record Blocked(@Label String listener, InetSocketAddress remote) implements ConnectionEvent {}

  /// A client was silent, or too slow, for too long.
  ///
  /// @param limit the setting that says so
  @At(Level.DEBUG)
  record TimedOut(long session, @Label String listener, InetSocketAddress remote, String limit)
      implements ConnectionEvent {}

  /// A proxy's header is missing or wrong, or came from a stranger.
  @At(Level.WARN)
  record ProxyHeaderRefused(@Label String listener, InetSocketAddress remote, String reason)
      implements ConnectionEvent {}

  /// The system gave us no connection, though one was there: out of file descriptors or memory.
  @At(Level.ERROR)
  record AcceptFailed(@Label String listener, String reason) implements ConnectionEvent {}
}

package org.mailkeep.wire.transport;

import java.time.Duration;

/// Limits that hold for every accepted connection, whatever its protocol.
///
/// @param firstCommand how long a client may take for its first command
/// @param write how long a client may take to read what we send
/// @param unauthenticated the most octets of one line or literal in memory before login
/// @param stop how long connections may take to end when the server stops
public record TransportLimits(
    Duration firstCommand, Duration write, int unauthenticated, Duration stop) {

  /// What settings say by default.
  public static TransportLimits defaults() {
    return new TransportLimits(
        Duration.ofMinutes(1), Duration.ofMinutes(5), 64 * 1024, Duration.ofSeconds(5));
  }
}

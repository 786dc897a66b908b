package org.mailkeep.wire.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.telemetry.Events;

/// What all listeners and diallers of a server share.
///
/// @param events where they tell what happens
/// @param limits for every connection
/// @param tls the server's side of TLS
/// @param deadlines looks at the limits of time
/// @param addresses counts connections per remote address
/// @param numbers the last connection's number
public record Surroundings(
    Events events,
    TransportLimits limits,
    ServerTls tls,
    Deadlines deadlines,
    AddressCounts addresses,
    AtomicLong numbers) {

  /// Begins with no connections. Whoever made it closes the deadlines at the end.
  public static Surroundings of(Events events, TransportLimits limits, ServerTls tls) {
    return of(events, limits, tls, new Deadlines());
  }

  /// The same with deadlines of one's own.
  public static Surroundings of(
      Events events, TransportLimits limits, ServerTls tls, Deadlines deadlines) {
    return new Surroundings(events, limits, tls, deadlines, new AddressCounts(), new AtomicLong());
  }
}

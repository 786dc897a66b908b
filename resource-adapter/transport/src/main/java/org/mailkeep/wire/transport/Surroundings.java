package org.mailkeep.wire.transport;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.mailkeep.telemetry.Events;

/// What all listeners and diallers of a server share. Safe for many threads.
public final class Surroundings {

  private final Events events;
  private final ServerTls tls;
  private final Deadlines deadlines;
  private final AddressCounts addresses = new AddressCounts();
  private final AtomicLong numbers = new AtomicLong();
  private volatile TransportLimits limits;
  private volatile Predicate<InetAddress> blocked = _ -> false;

  private Surroundings(Events events, TransportLimits limits, ServerTls tls, Deadlines deadlines) {
    this.events = events;
    this.limits = limits;
    this.tls = tls;
    this.deadlines = deadlines;
  }

  /// Begins with no connections. Whoever made it closes the deadlines at the end.
  public static Surroundings of(Events events, TransportLimits limits, ServerTls tls) {
    return of(events, limits, tls, new Deadlines());
  }

  /// The same with deadlines of one's own.
  public static Surroundings of(
      Events events, TransportLimits limits, ServerTls tls, Deadlines deadlines) {
    return new Surroundings(events, limits, tls, deadlines);
  }

  /// Where connections tell what happens.
  public Events events() {
    return events;
  }

  /// The limits for every accepted connection.
  public TransportLimits limits() {
    return limits;
  }

  /// Sets other limits, for connections that begin from now on.
  public void use(TransportLimits other) {
    limits = other;
  }

  /// Drops connections of these addresses from now on.
  ///
  /// @param addresses asked for each connection; must not block
  public void block(Predicate<InetAddress> addresses) {
    blocked = addresses;
  }

  /// Whether connections of an address are dropped.
  boolean isBlocked(InetAddress address) {
    return blocked.test(address);
  }

  /// The server's side of TLS.
  public ServerTls tls() {
    return tls;
  }

  /// Looks at the limits of time.
  public Deadlines deadlines() {
    return deadlines;
  }

  /// Counts connections per remote address.
  AddressCounts addresses() {
    return addresses;
  }

  /// A new connection's number.
  long nextNumber() {
    return numbers.incrementAndGet();
  }
}

package org.mailkeep.delivery;

import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Router;
import org.mailkeep.queue.Routing;
import org.mailkeep.settings.Configuration;

/// Where mail for other domains goes: to their mail exchangers, or all of it to one relay. Follows
/// the configuration: attempts that are under way when it changes end by the old one. Safe for many
/// threads.
public final class OutboundRoutes implements Router, AutoCloseable {
  private final RemotePorts ports;
  private final Supplier<Configuration> configuration;
  private final DomainName host;
  private volatile Current current;

  /// @param configuration the one in force, asked for each recipient
  /// @param host this server's name when the configuration has none
  public OutboundRoutes(RemotePorts ports, Supplier<Configuration> configuration, DomainName host) {
    this.ports = ports;
    this.configuration = configuration;
    this.host = host;
    this.current = current(configuration.get());
  }

  /// What follows from a configuration.
  private record Current(
      Configuration configuration, RemoteCarrier carrier, Optional<Relay> relay) {}

  @Override
  public Routing route(Recipient recipient) {
    Current now = upToDate();
    RemoteCarrier carrier = now.carrier();
    if (now.relay().isPresent()) {
      Relay relay = now.relay().get();
      return new Routing.Way(
          Routing.Lane.REMOTE, "remote." + relay.id(), attempt -> carrier.toRelay(attempt, relay));
    }
    DomainName domain = recipient.address().domain();
    return new Routing.Way(
        Routing.Lane.REMOTE, domain.ascii(), attempt -> carrier.toDomain(attempt, domain));
  }

  @Override
  public void close() {
    current.carrier().close();
  }

  @SuppressWarnings("ReferenceEquality") // a reload makes another configuration
  private Current upToDate() {
    Configuration wanted = configuration.get();
    if (current.configuration() == wanted) {
      return current;
    }
    synchronized (this) {
      if (current.configuration() != wanted) {
        Current old = current;
        current = current(wanted);
        old.carrier().close();
      }
      return current;
    }
  }

  private Current current(Configuration wanted) {
    var carrier = new RemoteCarrier(ports, OutboundSettings.rules(wanted, host));
    return new Current(wanted, carrier, OutboundSettings.nextHop(wanted));
  }
}

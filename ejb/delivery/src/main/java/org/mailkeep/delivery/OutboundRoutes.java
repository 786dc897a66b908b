package org.mailkeep.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Router;
import org.mailkeep.queue.Routing;

/// Where mail for other domains goes: to their mail exchangers, or all of it to one relay. Made new
/// when the configuration changes; attempts under way end with the old carrier.
public final class OutboundRoutes implements Router {
  private final RemoteCarrier carrier;
  private final @Nullable Relay relay;

  /// @param relay empty for mail exchangers
  public OutboundRoutes(RemoteCarrier carrier, Optional<Relay> relay) {
    this.carrier = carrier;
    this.relay = relay.orElse(null);
  }

  @Override
  public Routing route(Recipient recipient) {
    Relay hop = relay;
    if (hop != null) {
      return new Routing.Way(
          Routing.Lane.REMOTE, "remote." + hop.id(), attempt -> carrier.toRelay(attempt, hop));
    }
    DomainName domain = recipient.address().domain();
    return new Routing.Way(
        Routing.Lane.REMOTE, domain.ascii(), attempt -> carrier.toDomain(attempt, domain));
  }
}

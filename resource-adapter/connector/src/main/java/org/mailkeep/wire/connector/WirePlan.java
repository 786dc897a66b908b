package org.mailkeep.wire.connector;

import java.util.List;
import java.util.function.Function;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.Protocol;
import org.mailkeep.wire.transport.TransportLimits;

/// What the adapter is to do on the wire from now on.
///
/// @param listeners exactly those that run, without those of the container
/// @param certificates of TLS
/// @param limits for every connection
/// @param protocols what a listener speaks; asked anew for each connection's listener at each plan
public record WirePlan(
    List<ListenerConfig> listeners,
    Certificates certificates,
    TransportLimits limits,
    Function<ListenerConfig, Protocol> protocols) {
  /// Copies the list.
  public WirePlan {
    listeners = List.copyOf(listeners);
  }
}

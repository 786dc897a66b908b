package org.mailkeep.wire.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Calls the message-driven beans of one listener type: one endpoint per call. Safe for many
/// threads.
///
/// @param <L> the listener interface
final class EndpointPool<L> {
  private final Class<L> type;
  private final Gate gate;
  private volatile @Nullable MessageEndpointFactory factory;

  EndpointPool(Class<L> type, Gate gate) {
    this.type = type;
    this.gate = gate;
  }

  /// The beans are there.
  void activate(MessageEndpointFactory beans) {
    factory = beans;
  }

  /// The beans go.
  void deactivate(MessageEndpointFactory beans) {
    if (beans.equals(factory)) {
      factory = null;
    }
  }

  /// Whether the beans are there.
  boolean isActive() {
    return factory != null;
  }

  /// Runs one call on an endpoint.
  ///
  /// @throws Gate.Busy when there is no endpoint to be had
  <T> T call(Function<? super L, T> work) throws Gate.Busy {
    Runnable leave = gate.enter();
    try {
      return callInside(work);
    } finally {
      leave.run();
    }
  }

  private <T> T callInside(Function<? super L, T> work) throws Gate.Busy {
    MessageEndpointFactory beans = factory;
    if (beans == null) {
      throw new Gate.Busy("no bean serves " + type.getSimpleName());
    }
    MessageEndpoint endpoint;
    try {
      endpoint = beans.createEndpoint(null);
    } catch (UnavailableException e) {
      throw new Gate.Busy("the container has no endpoint: " + e.getMessage());
    }
    try {
      return work.apply(type.cast(endpoint));
    } finally {
      endpoint.release();
    }
  }
}

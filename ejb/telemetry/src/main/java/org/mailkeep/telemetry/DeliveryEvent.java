package org.mailkeep.telemetry;

import java.time.Duration;

/// Attempts to deliver. `queue` is the message's number in the queue.
public sealed interface DeliveryEvent extends Event {

  /// A message is in a mailbox.
  record Filed(String queue, String account, String mailbox, long uid, Duration took)
      implements DeliveryEvent {}

  /// Another server took a message for these recipients.
  record Sent(String queue, String domain, String host, String tls, int recipients, Duration took)
      implements DeliveryEvent {}

  /// Another server could not be reached, or did not take it.
  record HostFailed(String queue, String domain, String host, String reason)
      implements DeliveryEvent {}

  /// A message went around in a circle.
  @At(Level.WARN)
  record Loop(String queue, int hops) implements DeliveryEvent {}
}

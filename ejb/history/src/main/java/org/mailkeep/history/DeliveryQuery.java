package org.mailkeep.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which lines of the delivery history; what is null does not matter.
///
/// @param queue the message's number in the queue
/// @param sender the reverse-path; empty for `<>`
/// @param outcome `delivered`, `relayed`, `failed` or `cancelled`
/// @param remote the server that said so
/// @param origin the address of the client that handed it in
/// @param from the earliest time
/// @param to the time before which it was
public record DeliveryQuery(
    @Nullable String queue,
    @Nullable String sender,
    @Nullable String recipient,
    @Nullable String outcome,
    @Nullable String remote,
    @Nullable String origin,
    @Nullable Instant from,
    @Nullable Instant to) {
  /// All of them.
  public static final DeliveryQuery ALL =
      new DeliveryQuery(null, null, null, null, null, null, null, null);
}

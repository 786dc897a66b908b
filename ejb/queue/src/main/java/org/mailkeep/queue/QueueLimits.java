package org.mailkeep.queue;

import org.mailkeep.kernel.DataSize;

/// What the queue does at once.
///
/// @param localDeliveries messages that are filed at once
/// @param remoteDeliveries attempts to other servers at once
/// @param perDestination attempts to one destination at once
/// @param memory of accepted messages on the way to their first attempt; what is beyond waits in
///   the store
/// @param recipients that one message has after addresses were expanded
public record QueueLimits(
    int localDeliveries,
    int remoteDeliveries,
    int perDestination,
    DataSize memory,
    int recipients) {
  public QueueLimits {
    if (localDeliveries < 1 || remoteDeliveries < 1 || perDestination < 1 || recipients < 1) {
      throw new IllegalArgumentException("a limit below one");
    }
  }
}

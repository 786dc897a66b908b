package org.mailkeep.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;

/// A recipient of a queued message as administrators see it.
///
/// @param retries attempts that failed so far
/// @param nextAttempt when it is tried next; null when it is through
/// @param expires when it is given up; null when it is through
/// @param status of the last attempt, or null before it
public record QueuedRecipient(
    Address address,
    Phase phase,
    int retries,
    @Nullable Instant nextAttempt,
    @Nullable Instant expires,
    @Nullable Status status) {
  /// Where it is on its way.
  public enum Phase {
    /// Not tried yet, or to be tried again.
    WAITING,
    /// An attempt is in progress.
    TRYING,
    /// Delivered.
    DELIVERED,
    /// Failed for ever.
    FAILED,
    /// Given up by an administrator.
    CANCELLED,
    /// Its place was taken by others.
    EXPANDED
  }
}

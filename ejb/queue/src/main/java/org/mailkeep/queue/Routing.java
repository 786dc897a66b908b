package org.mailkeep.queue;

import org.jspecify.annotations.Nullable;

/// The way of one recipient.
public sealed interface Routing {
  /// A way. Recipients of a message whose ways have the same lane and destination share an attempt.
  ///
  /// @param lane which workers do it
  /// @param destination a name of where it goes, such as `local` or a domain; what is carried there
  ///   at once is bounded
  /// @param carrier who takes it there
  record Way(Lane lane, String destination, Carrier carrier) implements Routing {
    /// Ways are equal when they lead to the same place.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Way that && lane == that.lane && destination.equals(that.destination);
    }

    @Override
    public int hashCode() {
      return destination.hashCode();
    }
  }

  /// There is none, for now or for ever.
  ///
  /// @param outcome [Outcome.Deferred] or [Outcome.Failed]
  record Nowhere(Outcome outcome) implements Routing {}

  /// A class of destinations with workers of its own, so that a slow world does not hold up local
  /// mail.
  enum Lane {
    /// Into a mailbox of this server.
    LOCAL,
    /// To another server.
    REMOTE
  }
}

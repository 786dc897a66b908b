package org.mailkeep.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a recipient is.
///
/// @param retries attempts that failed
/// @param notices delay reports that were sent or passed over
/// @param nextAttempt when it is tried next; of no meaning when it is through
/// @param status of the last attempt, or null
record RecipientState(
    Phase phase, int retries, int notices, Instant nextAttempt, @Nullable Status status) {
  /// Where it is on its way. Stored by code, which never changes.
  enum Phase {
    /// To be tried.
    WAITING(0),
    /// Delivered, and the report that was asked for is still to be made.
    UNREPORTED(1),
    DELIVERED(2),
    FAILED(3),
    CANCELLED(4),
    EXPANDED(5);

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    /// Whether nothing is left to do.
    boolean through() {
      return this != WAITING && this != UNREPORTED;
    }

    static Phase of(long code) {
      for (Phase phase : values()) {
        if (phase.code == code) {
          return phase;
        }
      }
      return WAITING;
    }
  }

  /// Of a recipient that was never tried.
  static RecipientState fresh(Instant due) {
    return new RecipientState(Phase.WAITING, 0, 0, due, null);
  }

  RecipientState through(Phase end, @Nullable Status how) {
    return new RecipientState(end, retries, notices, nextAttempt, how == null ? status : how);
  }

  RecipientState again(Instant next, int noticesNow, Status why) {
    return new RecipientState(Phase.WAITING, retries + 1, noticesNow, next, why);
  }

  RecipientState at(Instant next) {
    return new RecipientState(phase, retries, notices, next, status);
  }

  boolean due(Instant now) {
    return phase == Phase.UNREPORTED || (phase == Phase.WAITING && !nextAttempt.isAfter(now));
  }
}

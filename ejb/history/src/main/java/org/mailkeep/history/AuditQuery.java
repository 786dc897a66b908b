package org.mailkeep.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which lines of the audit trail; what is null does not matter.
///
/// @param actor who did it
/// @param kind of thing that it was done to
/// @param subject id or name of that thing
/// @param operation what was done
/// @param address from where
/// @param from the earliest time
/// @param to the time before which it was
public record AuditQuery(
    @Nullable String actor,
    @Nullable String kind,
    @Nullable String subject,
    @Nullable String operation,
    @Nullable String address,
    @Nullable Instant from,
    @Nullable Instant to) {
  /// All of them.
  public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null, null);
}

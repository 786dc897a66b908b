package org.mailkeep.wire.smtp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What follows the address of RCPT.
///
/// @param reportOn when to report; empty when NOTIFY was not given (RFC 3461 §4.1)
/// @param orcpt the original recipient as `type;address`, address decoded, null when not given (RFC
///   3461 §4.2)
public record RcptParameters(Set<Notify> reportOn, @Nullable String orcpt) {
  /// None given.
  public static final RcptParameters NONE = new RcptParameters(Set.of(), null);

  /// Refuses NEVER beside other values.
  public RcptParameters {
    reportOn = Set.copyOf(reportOn);
    if (reportOn.contains(Notify.NEVER) && reportOn.size() > 1) {
      throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
    }
  }

  /// A word of NOTIFY (RFC 3461 §4.1).
  public enum Notify {
    /// No report in any case.
    NEVER,
    /// Report when delivered.
    SUCCESS,
    /// Report when delivery failed.
    FAILURE,
    /// Report when delivery is late.
    DELAY
  }
}

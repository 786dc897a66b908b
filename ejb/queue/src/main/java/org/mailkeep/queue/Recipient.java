package org.mailkeep.queue;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;

/// A forward-path and its parameters.
///
/// @param address where to
/// @param reports when the sender wants a report (RFC 3461 §4.1); empty when RCPT did not say
/// @param originalRecipient the value of ORCPT as it was given, `type;xtext` (RFC 3461 §4.2), or
///   null
public record Recipient(Address address, Set<Notify> reports, @Nullable String originalRecipient) {
  public Recipient {
    reports = Set.copyOf(reports);
    if (reports.contains(Notify.NEVER) && reports.size() > 1) {
      throw new IllegalArgumentException("NEVER stands alone: " + reports);
    }
  }

  /// A recipient without parameters.
  public static Recipient of(Address address) {
    return new Recipient(address, EnumSet.noneOf(Notify.class), null);
  }

  /// Whether a report of this kind is due: as asked, and failures and delays unless something else
  /// was asked (RFC 3461 §4.1, last paragraph of the NOTIFY definition).
  public boolean wants(Notify kind) {
    return reports.isEmpty()
        ? kind != Notify.SUCCESS && kind != Notify.NEVER
        : reports.contains(kind);
  }
}

package org.mailkeep.queue;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// A forward-path and its parameters.
///
/// @param address where to
/// @param reports when the sender wants a report (RFC 3461 §4.1); empty when RCPT did not say
/// @param originalRecipient the value of ORCPT as `type;address`, decoded (RFC 3461 §4.2), or null
/// @param account the local account that gets it, when an address that stands for several accounts
///   was expanded; otherwise null, and the directory is asked at delivery
public record Recipient(
    Address address,
    Set<Notify> reports,
    @Nullable String originalRecipient,
    @Nullable AccountId account) {
  public Recipient {
    reports = Set.copyOf(reports);
    if (reports.contains(Notify.NEVER) && reports.size() > 1) {
      throw new IllegalArgumentException("NEVER stands alone: " + reports);
    }
  }

  /// A recipient as RCPT gives it.
  public Recipient(Address address, Set<Notify> reports, @Nullable String originalRecipient) {
    this(address, reports, originalRecipient, null);
  }

  /// A recipient without parameters.
  public static Recipient of(Address address) {
    return new Recipient(address, Set.of(), null);
  }

  /// Whom an address that stands for others leads to, with its parameters (RFC 3461 §5.2.7).
  public Recipient member(Address to, @Nullable AccountId local) {
    return new Recipient(to, reports, originalRecipient, local);
  }

  /// Whether a report of this kind is due: as asked, and failures and delays unless something else
  /// was asked (RFC 3461 §4.1).
  public boolean wants(Notify kind) {
    return reports.isEmpty()
        ? kind == Notify.FAILURE || kind == Notify.DELAY
        : reports.contains(kind);
  }

  /// The mailbox that is meant, without parameters; equal for the same one.
  Recipient target() {
    return new Recipient(address.canonical(), Set.of(), null, account);
  }
}

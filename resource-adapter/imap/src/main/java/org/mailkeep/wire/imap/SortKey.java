package org.mailkeep.wire.imap;

/// What SORT sorts by (RFC 5256 §3).
///
/// @param reverse whether the greatest comes first
public record SortKey(Criterion criterion, boolean reverse) {
  /// What is compared.
  public enum Criterion {
    /// Internal date and time.
    ARRIVAL,
    /// Local part of the first CC address.
    CC,
    /// Sent date and time.
    DATE,
    /// Name of the first From address, RFC 5957.
    DISPLAYFROM,
    /// Name of the first To address, RFC 5957.
    DISPLAYTO,
    /// Local part of the first From address.
    FROM,
    /// Octets.
    SIZE,
    /// Base subject.
    SUBJECT,
    /// Local part of the first To address.
    TO
  }
}

package org.mailkeep.kernel;

/// A mailbox within its account; stable across renames (RFC 8474 `MAILBOXID`).
///
/// @param value positive
public record MailboxId(long value) {
  public MailboxId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a positive id: " + value);
    }
  }

  @Override
  public String toString() {
    return Ids.text(value);
  }
}

package org.mailkeep.mailbox;

/// How creating, renaming or deleting a mailbox ended.
public sealed interface MailboxResult {
  /// It is done.
  ///
  /// @param mailbox as it is now, or as it was when it was deleted
  record Done(Mailbox mailbox) implements MailboxResult {}

  /// There is no such mailbox (RFC 5530 `NONEXISTENT`).
  record Missing() implements MailboxResult {}

  /// The path is taken (RFC 5530 `ALREADYEXISTS`).
  record Exists(Mailbox mailbox) implements MailboxResult {}

  /// The name breaks a rule (RFC 5530 `CANNOT`).
  ///
  /// @param reason for people
  record BadName(String reason) implements MailboxResult {}

  /// There are mailboxes below it (RFC 9051 §7.1 `HASCHILDREN`).
  record HasChildren() implements MailboxResult {}

  /// The inbox stays (RFC 9051 §6.3.5).
  record Protected() implements MailboxResult {}

  /// Another mailbox has the role (RFC 6154 §3 `USEATTR`).
  record RoleTaken(Mailbox holder) implements MailboxResult {}

  /// The account has as many mailboxes as it may have (RFC 9051 §7.1 `LIMIT`).
  ///
  /// @param most how many
  record TooMany(int most) implements MailboxResult {}
}

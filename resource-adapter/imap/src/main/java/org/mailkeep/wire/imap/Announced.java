package org.mailkeep.wire.imap;

import org.jspecify.annotations.Nullable;

/// A message that a client is about to send with APPEND or REPLACE.
///
/// @param mailbox where it is to go
/// @param size octets that the client announced
/// @param replaced what it replaces (RFC 8508 §3); null for APPEND
public record Announced(String mailbox, long size, @Nullable Replaced replaced) {
  /// The message that another one replaces.
  public record Replaced(Command.Numbering by, SequenceSet message) {}
}

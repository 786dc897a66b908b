package org.mailkeep.wire.imap;

/// What STATUS tells about a mailbox (RFC 9051 §6.3.11, RFC 3501 §6.3.10, RFC 7162 §3.1.7).
public enum StatusItem {
  /// How many messages.
  MESSAGES,
  /// How many are \Recent.
  RECENT,
  /// The next UID.
  UIDNEXT,
  /// The UIDVALIDITY.
  UIDVALIDITY,
  /// How many are not \Seen.
  UNSEEN,
  /// How many are \Deleted.
  DELETED,
  /// Octets of all messages.
  SIZE,
  /// The highest mod-sequence.
  HIGHESTMODSEQ
}

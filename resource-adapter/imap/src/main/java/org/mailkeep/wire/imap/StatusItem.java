package org.mailkeep.wire.imap;

/// What STATUS tells about a mailbox (RFC 9051 §6.3.11, RFC 3501 §6.3.10, and extensions).
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
  /// The highest mod-sequence, RFC 7162 §3.1.7.
  HIGHESTMODSEQ,
  /// The largest message that APPEND takes, RFC 7889 §3.1.
  APPENDLIMIT,
  /// The mailbox's id, RFC 8474 §4.3.
  MAILBOXID,
  /// Octets of those that are \\Deleted; RFC 9208 §4.1.4.
  DELETED_STORAGE;

  private final String word = name().replace('_', '-');

  /// As it stands in commands and responses.
  public String word() {
    return word;
  }
}

package org.mailkeep.wire.smtp;

/// How a client said hello.
public enum HelloKind {
  /// Plain SMTP, no extensions (RFC 5321 §4.1.1.1).
  HELO,
  /// Extended SMTP (RFC 5321 §4.1.1.1).
  EHLO,
  /// LMTP (RFC 2033 §4.1).
  LHLO
}

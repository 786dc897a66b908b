package org.mailkeep.wire.transport;

/// What a listener speaks: `server.listener.<id>.protocol`.
public enum ListenerProtocol {
  /// Mail between servers, and submission.
  SMTP,
  /// Final delivery from a server nearby.
  LMTP,
  /// Mailboxes.
  IMAP,
  /// Mailboxes, the simple way.
  POP3,
  /// Sieve scripts.
  MANAGESIEVE,
  /// HTTP; the container's listener, not ours.
  HTTP,
  /// HTTP with TLS from the start.
  HTTPS;

  /// Whether the container listens for it instead of us.
  public boolean isHttp() {
    return this == HTTP || this == HTTPS;
  }
}

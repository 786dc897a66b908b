package org.mailkeep.wire.smtp;

/// What a listener is for; the rules of a session hang on it.
public enum SmtpService {
  /// Mail from other servers, port 25 (RFC 5321).
  RELAY,
  /// Mail from the users' own clients, ports 587 and 465 (RFC 6409, RFC 8314).
  SUBMISSION,
  /// Final delivery from a server nearby (RFC 2033).
  LMTP;

  private static final int RELAY_PORT = 25;

  /// The service of a listener.
  ///
  /// @param protocol `smtp` or `lmtp`, as in `server.listener.<id>.protocol`
  /// @param port the port of its `bind`, before any port offset
  public static SmtpService of(String protocol, int port) {
    return switch (protocol) {
      case "lmtp" -> LMTP;
      case "smtp" -> port == RELAY_PORT ? RELAY : SUBMISSION;
      default -> throw new IllegalArgumentException("Not a protocol of this module: " + protocol);
    };
  }
}

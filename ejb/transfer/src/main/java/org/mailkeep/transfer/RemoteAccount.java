package org.mailkeep.transfer;

import java.util.Locale;

/// An account on another server, whose mail is to be taken over by IMAP.
///
/// @param anyCertificate whether the server's certificate may say anything
/// @param mailboxes the names of those that are wanted; with commas between, empty for all
public record RemoteAccount(
    String host,
    int port,
    Security security,
    boolean anyCertificate,
    String login,
    String password,
    String mailboxes) {

  /// How the connection is kept from others' eyes.
  public enum Security {
    /// TLS from the first octet (RFC 8314).
    TLS(993),
    /// TLS before the login (RFC 3501 §6.2.1).
    STARTTLS(143),
    /// None; the password goes out in clear.
    NONE(143);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /// The port that it usually has.
    public int port() {
      return port;
    }

    /// Its name in interfaces.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What tells the account from others; no secret.
  public String name() {
    return login + "@" + host + ":" + port;
  }

  @Override
  public String toString() {
    return name();
  }
}

package org.mailkeep.directory.ldap;

import java.time.Duration;
import org.mailkeep.kernel.ServerTrust;

/// How an LDAP server is reached.
///
/// @param trust whose certificates are taken for its
/// @param bindName as whom it is asked; empty for nobody
/// @param bindSecret its password
/// @param times how long what may take
public record LdapServer(
    String host,
    int port,
    Encryption encryption,
    ServerTrust trust,
    String bindName,
    String bindSecret,
    Times times) {
  /// How connections are encrypted.
  public enum Encryption {
    /// Not at all.
    NONE,
    /// Before anything is said, by the extended operation (RFC 4511 §4.14).
    START_TLS,
    /// From the first octet.
    FROM_THE_START
  }

  /// How long what may take.
  ///
  /// @param create a connection until it can be used
  /// @param answer the server to answer
  /// @param check the server to show that it is still there
  /// @param life after which a connection is closed
  public record Times(Duration create, Duration answer, Duration check, Duration life) {}

  /// Where it is, for people.
  public String where() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "LdapServer[" + where() + " as " + bindName + "]";
  }
}

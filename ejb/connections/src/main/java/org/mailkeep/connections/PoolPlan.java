package org.mailkeep.connections;

import java.time.Duration;
import java.util.Optional;

/// How a pool of sessions is kept.
///
/// @param directory the id of the directory whose server it is for
/// @param most open at once
/// @param least that stay open while there is nothing to do
/// @param await how long a caller waits for one
/// @param idle after which one that nobody uses is closed
/// @param named the name of a pool that the application server's administrator has made instead
public record PoolPlan(
    String directory,
    Protocol protocol,
    int most,
    int least,
    Duration await,
    Duration idle,
    Optional<String> named) {

  /// What sessions speak.
  public enum Protocol {
    /// RFC 4511.
    LDAP(LdapConnectionFactory.class),
    /// RFC 9051.
    IMAP(ImapConnectionFactory.class),
    /// RFC 5321.
    SMTP(SmtpConnectionFactory.class),
    /// RFC 2033.
    LMTP(LmtpConnectionFactory.class);

    private final Class<? extends SessionFactory> factory;

    Protocol(Class<? extends SessionFactory> factory) {
      this.factory = factory;
    }

    /// By which the container knows pools of this kind.
    public Class<? extends SessionFactory> factory() {
      return factory;
    }
  }
}

package org.mailkeep.delivery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.smtp.ClientTimeouts;

/// How mail goes out (`queue.outbound.*`).
///
/// @param hostname what we call ourselves, and what we recognise ourselves by among mail exchangers
/// @param port of mail exchangers
/// @param addresses which of a host's addresses are tried
/// @param starttls whether sessions are encrypted
/// @param allowInvalidCerts whether encryption that is required takes any certificate
/// @param limits how much is tried
/// @param timeouts how long we wait
public record OutboundRules(
    DomainName hostname,
    int port,
    Addresses addresses,
    StartTls starttls,
    boolean allowInvalidCerts,
    Limits limits,
    Timeouts timeouts) {
  /// Which of a host's addresses are tried.
  ///
  /// @param strategy which kinds, and in which order
  /// @param source4 our own address towards IPv4 hosts
  /// @param source6 our own address towards IPv6 hosts
  public record Addresses(
      IpStrategy strategy, Optional<InetAddress> source4, Optional<InetAddress> source6) {}

  /// Which kinds of addresses are tried.
  public enum IpStrategy {
    /// IPv4, then IPv6.
    IPV4_THEN_IPV6,
    /// IPv6, then IPv4.
    IPV6_THEN_IPV4,
    /// IPv4 only.
    IPV4_ONLY,
    /// IPv6 only.
    IPV6_ONLY
  }

  /// Whether sessions with mail exchangers are encrypted.
  public enum StartTls {
    /// When the server offers it and it works, with any certificate (RFC 7435).
    OPTIONAL,
    /// Always, with a certificate for the host's name; nothing is sent otherwise.
    REQUIRE,
    /// Never.
    DISABLE
  }

  /// How much is tried.
  ///
  /// @param hosts mail exchangers of a domain
  /// @param multihomed addresses of one host
  /// @param recipients in one transaction
  /// @param idlePerDestination connections to one host that are kept for the next message
  /// @param idle connections that are kept in all
  public record Limits(
      int hosts, int multihomed, int recipients, int idlePerDestination, int idle) {}

  /// How long we wait.
  ///
  /// @param connect for the connection
  /// @param tls for a handshake
  /// @param idle how long a connection is kept for the next message
  /// @param session for replies
  public record Timeouts(Duration connect, Duration tls, Duration idle, ClientTimeouts session) {}
}

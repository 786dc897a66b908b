package org.mailkeep.wire.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The TLS in force on a connection.
///
/// @param protocol such as `TLSv1.3`
/// @param cipher the suite's standard name
/// @param serverName what the client asked for (SNI)
/// @param alpn the protocol agreed on, when one was
/// @param peer the peer's certificates, its own first; empty when it showed none
public record TlsInfo(
    String protocol,
    String cipher,
    Optional<String> serverName,
    Optional<String> alpn,
    List<X509Certificate> peer) {
  /// Copies the list.
  public TlsInfo {
    peer = List.copyOf(peer);
  }
}

package org.mailkeep.telemetry;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/// TLS on listeners, and the certificates.
public sealed interface TlsEvent extends Event {

  /// A connection is encrypted.
  @At(Level.DEBUG)
  record Started(long session, @Label String protocol, String cipher, Duration took)
      implements TlsEvent {}

  /// A handshake failed.
  @At(Level.DEBUG)
  record Failed(long session, @Label String listener, InetSocketAddress remote, String reason)
      implements TlsEvent {}

  /// A certificate is in use.
  record CertificateLoaded(String certificate, String names, Instant notAfter)
      implements TlsEvent {}

  /// A certificate cannot be used.
  @At(Level.ERROR)
  record CertificateRefused(String certificate, String reason) implements TlsEvent {}

  /// The server made a certificate for itself.
  @At(Level.WARN)
  record SelfSignedMade(String certificate, String name) implements TlsEvent {}
}

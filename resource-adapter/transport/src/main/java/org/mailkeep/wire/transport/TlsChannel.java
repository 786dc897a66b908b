package org.mailkeep.wire.transport;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.mailkeep.wire.sasl.Channel;

/// What SASL may know of a connection under TLS.
///
/// @param engine whose handshake is done
/// @param accepted whether we are the server
record TlsChannel(SSLEngine engine, boolean accepted) implements Channel {
  private static final String EXPORTER = "EXPORTER-Channel-Binding"; // RFC 9266 §4.2
  private static final int EXPORTED = 32;

  @Override
  public boolean isConfidential() {
    return true;
  }

  @Override
  public Optional<byte[]> binding(Binding binding) {
    SSLSession session = engine.getSession();
    return switch (binding) {
      case TLS_EXPORTER -> exported(session);
      case TLS_SERVER_END_POINT -> serverCertificate(session).flatMap(TlsChannel::hash);
    };
  }

  @Override
  public List<String> vouched() {
    if (!accepted) {
      return List.of();
    }
    List<X509Certificate> shown = TlsInfos.peer(engine.getSession());
    return shown.isEmpty() ? List.of() : CertificateNames.of(shown.getFirst());
  }

  /// With TLS 1.2 keys may be those of another connection, too (RFC 9266 §4.2).
  private static Optional<byte[]> exported(SSLSession session) {
    if (!session.getProtocol().equals("TLSv1.3")
        || !(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return Optional.of(extended.exportKeyingMaterialData(EXPORTER, new byte[0], EXPORTED));
    } catch (SSLException | UnsupportedOperationException | IllegalStateException _) {
      return Optional.empty();
    }
  }

  private Optional<X509Certificate> serverCertificate(SSLSession session) {
    try {
      Certificate[] chain =
          accepted ? session.getLocalCertificates() : session.getPeerCertificates();
      return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate own
          ? Optional.of(own)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  /// By the hash of the certificate's signature, with SHA-256 for weaker ones; undefined for
  /// signatures that have none or several (RFC 5929 §4.1).
  private static Optional<byte[]> hash(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = signature.indexOf("WITH");
    if (with < 0) {
      return Optional.empty();
    }
    String hash =
        switch (signature.substring(0, with)) {
          case "MD5", "SHA1", "SHA256" -> "SHA-256";
          case "SHA224" -> "SHA-224";
          case "SHA384" -> "SHA-384";
          case "SHA512" -> "SHA-512";
          default -> "";
        };
    try {
      return hash.isEmpty()
          ? Optional.empty()
          : Optional.of(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
    } catch (CertificateEncodingException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.mailkeep.wire.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailkeep.kernel.AnyCertificate;

/// Certificates made for tests: `ec` for mail.example.org and localhost, `rsa` for *.example.net
/// and mail.example.org.
final class TestCertificates {

  private TestCertificates() {}

  static String text(String file) {
    try (var in = TestCertificates.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CertificateEntry entry(String id, boolean isDefault) {
    try {
      return CertificateReader.entry(id, text(id + ".pem"), text(id + ".key.pem"), isDefault);
    } catch (Pem.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static Certificates ec() {
    return new Certificates(List.of(entry("ec", true)));
  }

  static Certificates both() {
    return new Certificates(List.of(entry("rsa", false), entry("ec", true)));
  }

  /// Trusts the certificate `ec`.
  static X509ExtendedTrustManager trustInEc() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ec", entry("ec", true).chain().getFirst());
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new IllegalStateException("no trust manager");
  }

  /// A client that takes any certificate; its handshake has not begun.
  static SSLSocket client(Socket plain, String serverName) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      var layered =
          context.getSocketFactory().createSocket(plain, serverName, plain.getPort(), true);
      return (SSLSocket) layered;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

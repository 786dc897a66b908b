package org.mailkeep.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.wire.transport.Dialler;

/// The server's side of TLS with a certificate for `mail.example.org`, and who trusts it.
final class TestTls {
  private TestTls() {}

  /// Encrypts an accepted connection.
  static SSLSocket server(Socket plain) throws IOException {
    try {
      var keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store(), new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
      socket.setUseClientMode(false);
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Trusts that certificate.
  static X509ExtendedTrustManager trust() {
    return authorities("ec.pem").judge();
  }

  /// Those that a file of certificates names.
  static Authorities authorities(String file) {
    try {
      return Authorities.of(new String(file(file), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(file("ec.pem")));
    String pem = new String(file("ec.key.pem"), StandardCharsets.US_ASCII);
    byte[] octets = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    var secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(octets));
    store.setKeyEntry("ec", secret, new char[0], new Certificate[] {certificate});
    return store;
  }

  private static byte[] file(String name) throws IOException {
    try (var in = Dialler.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}

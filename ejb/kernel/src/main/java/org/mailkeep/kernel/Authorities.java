package org.mailkeep.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.X509ExtendedTrustManager;

/// Authorities of one's own, beside those that Java trusts: of servers that are asked by TLS, or of
/// clients that ask.
///
/// @param certificates theirs; at least one
public record Authorities(List<X509Certificate> certificates) {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]*CERTIFICATE-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  /// Copies the certificates.
  ///
  /// @throws IllegalArgumentException when there are none
  public Authorities {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("holds no certificate in PEM");
    }
  }

  /// Reads them.
  ///
  /// @param pem certificates (RFC 7468 §5), one after the other, with whatever is between them
  /// @throws IllegalArgumentException when there are none, or one cannot be read; says what is
  ///   wrong with the text
  public static Authorities of(String pem) {
    var read = new ArrayList<X509Certificate>();
    var match = CERTIFICATE.matcher(pem);
    try {
      var factory = CertificateFactory.getInstance("X.509");
      while (match.find()) {
        var in = new ByteArrayInputStream(match.group().getBytes(StandardCharsets.US_ASCII));
        read.add((X509Certificate) factory.generateCertificate(in));
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "holds a certificate in PEM that cannot be read: " + e.getMessage(), e);
    }
    if (!read.isEmpty() && BEGIN.matcher(pem).results().count() > read.size()) {
      throw new IllegalArgumentException("holds a certificate in PEM without its end");
    }
    return new Authorities(read);
  }

  /// Trusts certificates that authorities have signed whom this Java trusts; compares names as the
  /// parameters of a connection say.
  public static X509ExtendedTrustManager usual() {
    return JavaTrust.judge();
  }

  /// One after the other, without anything between them.
  public String pem() {
    var text = new StringBuilder();
    try {
      for (X509Certificate each : certificates) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /// Trusts certificates that they have signed, and no others; compares names as the parameters of
  /// a connection say.
  public X509ExtendedTrustManager judge() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      return ExplainedTrust.by(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("authorities cannot be trusted", e);
    }
  }

  /// Says whose they are.
  @Override
  public String toString() {
    return certificates.stream()
        .map(each -> each.getSubjectX500Principal().getName())
        .toList()
        .toString();
  }
}

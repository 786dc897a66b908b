package org.mailkeep.store.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Authorities whose certificates a database server may have.
///
/// @param certificates theirs; at least one
record Authorities(List<Certificate> certificates) {
  Authorities {
    certificates = List.copyOf(certificates);
  }

  /// Reads them.
  ///
  /// @param pem certificates, one after the other
  /// @throws IllegalArgumentException when they are none
  static Authorities of(String pem) {
    try (var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      List<Certificate> read =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (read.isEmpty()) {
        throw new IllegalArgumentException("holds no certificate in PEM");
      }
      return new Authorities(read);
    } catch (CertificateException | IOException e) {
      throw new IllegalArgumentException("holds no certificate in PEM: " + e.getMessage(), e);
    }
  }

  /// One after the other, without anything between them.
  String pem() {
    var text = new StringBuilder();
    try {
      for (Certificate each : certificates) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /// Makes TLS connections to servers whose certificates they have signed, whatever their names.
  SSLSocketFactory sockets() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("authorities cannot be trusted", e);
    }
  }
}

package org.mailkeep.directory.ldap.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;

@Tag("servers")
class HostTrustTest {
  @TempDir Path folder;
  private X509Certificate certificate;

  @BeforeEach
  void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("certificate.pem");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                file.toString(),
                "-subj",
                "/CN=ldap",
                "-addext",
                "subjectAltName=DNS:ldap.example.org,DNS:*.wild.example,IP:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!openssl.waitFor(60, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("log")));
    }
    try (var in = Files.newInputStream(file)) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Test
  void aCertificateIsForTheNamesInIt() throws GeneralSecurityException {
    for (String host :
        new String[] {"ldap.example.org", "LDAP.example.org", "127.0.0.1", "a.wild.example"}) {
      assertDoesNotThrow(() -> check(host, true), host);
    }
    for (String host :
        new String[] {"ldap", "example.org", "127.0.0.2", "a.b.wild.example", "wild.example"}) {
      assertThrows(CertificateException.class, () -> check(host, true), host);
    }
  }

  @Test
  void aCertificateOfNobodyIsRefused() {
    assertThrows(CertificateException.class, () -> check("ldap.example.org", false));
  }

  private void check(String host, boolean known) throws GeneralSecurityException {
    ServerTrust trust =
        known
            ? new ServerTrust.Private(new Authorities(List.of(certificate)))
            : new ServerTrust.Usual();
    HostTrust.of(host, trust).checkServerTrusted(new X509Certificate[] {certificate}, "ECDHE_RSA");
  }
}

package org.mailkeep.wire.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;

final class SelfSignedTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;

  @Test
  void theCertificateIsForTheHostAndItsKeyIsPrivate() throws IOException, CertificateException {
    SelfSigned pair =
        SelfSigned.in(folder.resolve("new"), "mail.example.org", NOW, Chance.secure());
    X509Certificate certificate;
    try (var in = Files.newInputStream(pair.certificate())) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    certificate.checkValidity(Date.from(NOW));
    assertTrue(
        certificate.getSubjectAlternativeNames().stream()
            .anyMatch(name -> name.contains("mail.example.org")));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pair.key())));
    assertTrue(Files.readString(pair.key()).startsWith("-----BEGIN PRIVATE KEY-----"));
  }

  @Test
  void aPairThatIsThereStays() throws IOException {
    SelfSigned first = SelfSigned.in(folder, "mail.example.org", NOW, Chance.secure());
    String before = Files.readString(first.certificate());
    SelfSigned.in(folder, "mail.example.org", NOW.plusSeconds(60), Chance.secure());
    assertEquals(before, Files.readString(first.certificate()));
  }
}

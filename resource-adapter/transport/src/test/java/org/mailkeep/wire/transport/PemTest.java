package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;

class PemTest {

  @ParameterizedTest
  @CsvSource({
    "ec.pem, ec.key.pem",
    "ec.pem, ec-sec1.key.pem",
    "rsa.pem, rsa.key.pem",
    "rsa.pem, rsa-pkcs1.key.pem",
  })
  void keysOfEveryFormBelongToTheirCertificate(String certificate, String key) throws Exception {
    var entry =
        CertificateReader.entry(
            "x", TestCertificates.text(certificate), TestCertificates.text(key), false);
    assertEquals(1, entry.chain().size());
  }

  @ParameterizedTest
  @CsvSource({
    "ec.pem, rsa.key.pem, the private key is not the certificate's",
    "ec.pem, encrypted.key.pem, encrypted keys cannot be used",
    "ec.pem, ec.pem, no private key in PEM",
    "ec.key.pem, ec.key.pem, no certificate in PEM",
  })
  void whatDoesNotFitIsSaid(String certificate, String key, String message) {
    var e =
        assertThrows(
            Pem.Malformed.class,
            () ->
                CertificateReader.entry(
                    "x", TestCertificates.text(certificate), TestCertificates.text(key), false));
    assertEquals(message, e.getMessage());
  }

  @Test
  void garbageIsMalformed() {
    var key = TestCertificates.text("ec.key.pem");
    var broken = key.replaceFirst("\n.{10}", "\nAAAAAAAAAA");
    assertThrows(Pem.Malformed.class, () -> Pem.privateKey(broken));
    assertThrows(Pem.Malformed.class, () -> Pem.privateKey(key.replace("\n", "%\n%")));
    assertThrows(Pem.Malformed.class, () -> Pem.privateKey(""));
  }

  @Test
  void certificatesComeFromTheFileAndBadOnesAreReported() throws Exception {
    var folder =
        Path.of(Objects.requireNonNull(PemTest.class.getResource("ec.pem")).toURI()).getParent();
    var toml =
        """
        [certificate.good]
        cert = "file://DIR/ec.pem"
        private-key = "%{file:DIR/ec.key.pem}%"
        default = true
        [certificate.bad]
        cert = "file://DIR/ec.pem"
        private-key = "file://DIR/rsa.key.pem"
        """
            .replace("DIR", String.valueOf(folder));
    var configuration = Configuration.of(toml, TlsSettings.class);
    var problems = new ArrayList<ConfigurationProblem>();
    var certificates = CertificateReader.read(configuration, problems::add);
    assertEquals("good", certificates.entries().getFirst().id());
    assertEquals(1, certificates.entries().size());
    assertEquals("certificate.bad.cert", problems.getFirst().key());
    assertTrue(certificates.entries().getFirst().isDefault());
    assertFalse(problems.toString().contains("BEGIN"));
  }
}

package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {
  private static final String ONE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBbzCCARWgAwIBAgIUanyv3TuIMuFWgeB8HNrHbfpC0gMwCgYIKoZIzj0EAwIw
      DDEKMAgGA1UEAwwBYTAgFw0yNjExMzAwNDE3NTVaGA8yMTI2MTEwNjA0MTc1NVow
      DDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIHg8bqAep9l
      3vpLzKLRYEpNBku8G3gbDsncBCBwVr4Vyitbg1R7BzZn0cXAMWuD/yXAmUBoLsPY
      ewjBPZmINjSjUzBRMB0GA1UdDgQWBBRE2f8TpUNTGnxgI9Hb5psDaOC2vzAfBgNV
      HSMEGDAWgBRE2f8TpUNTGnxgI9Hb5psDaOC2vzAPBgNVHRMBAf8EBTADAQH/MAoG
      CCqGSM49BAMCA0gAMEUCIQC9XRC5n0euek0AZ0cmeboGW/WWmx8HQEM09pIxxlF/
      JwIgRFqhQV+fJTuu8jkDSp9uIE6/2VAdmwjSl0Myry39HJg=
      -----END CERTIFICATE-----
      """;

  @Test
  void areReadWhateverIsBetweenThem() {
    var authorities = Authorities.of("# -- Ours --\n" + ONE + "Issuer: a-b\n" + ONE);
    assertEquals("[CN=a, CN=a]", authorities.toString());
    assertEquals(authorities, Authorities.of(authorities.pem()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"
      })
  void areSome(String pem) {
    var none = assertThrows(IllegalArgumentException.class, () -> Authorities.of(pem));
    assertEquals("holds no certificate in PEM", none.getMessage());
  }

  @Test
  void areWhole() {
    String cut = ONE + ONE.substring(0, ONE.indexOf("-----END"));
    assertEquals(
        "holds a certificate in PEM without its end",
        assertThrows(IllegalArgumentException.class, () -> Authorities.of(cut)).getMessage());
    String half = ONE.replace("MIIBbzCCARWgAwIBAgIU", "MIIBbzCCARWg");
    var refused = assertThrows(IllegalArgumentException.class, () -> Authorities.of(half));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("holds a certificate in PEM that cannot be read: "), message);
  }

  @Test
  void trustTheirOwnOnly() {
    var authorities = Authorities.of(ONE);
    X509Certificate[] chain = {authorities.certificates().getFirst()};
    assertArrayEquals(chain, authorities.judge().getAcceptedIssuers());
    for (ServerTrust trust : new ServerTrust[] {trust(authorities), new ServerTrust.Anyone()}) {
      assertDoesNotThrow(() -> trust.judge().checkServerTrusted(chain, "ECDHE_ECDSA"));
    }
    var refused =
        assertThrows(
            CertificateException.class,
            () -> new ServerTrust.Usual().judge().checkServerTrusted(chain, "ECDHE_ECDSA"));
    String message = String.valueOf(refused.getMessage());
    assertTrue(
        message.startsWith(
            "its certificate is not trusted, unless tls.ca names its authority or"
                + " tls.allow-invalid-certs takes any: "),
        message);
  }

  private static ServerTrust trust(Authorities authorities) {
    return new ServerTrust.Private(authorities);
  }
}

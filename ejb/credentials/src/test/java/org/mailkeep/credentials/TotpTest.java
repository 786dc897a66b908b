package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;

class TotpTest {
  private static final String KEY = "12345678901234567890";

  /// RFC 6238, appendix B.
  @ParameterizedTest
  @CsvSource({
    "59, SHA1, 94287082",
    "59, SHA256, 46119246",
    "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804",
    "1111111109, SHA256, 68084774",
    "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471",
    "1111111111, SHA256, 67062674",
    "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924",
    "1234567890, SHA256, 91819424",
    "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037",
    "2000000000, SHA256, 90698825",
    "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130",
    "20000000000, SHA256, 77737706",
    "20000000000, SHA512, 47863826"
  })
  void codesAreThoseOfTheStandard(long seconds, String algorithm, String code) {
    int length = algorithm.equals("SHA1") ? 20 : algorithm.equals("SHA256") ? 32 : 64;
    byte[] key = KEY.repeat(4).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    assertEquals(code, new Totp(algorithm, key, 8, 30).code(Instant.ofEpochSecond(seconds)));
  }

  /// RFC 4226, appendix D: counters 0 to 9, which here are steps of time.
  @Test
  void codesOfSixDigitsAreThoseOfTheStandard() {
    var codes =
        "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ", -1);
    var totp = new Totp("SHA1", KEY.getBytes(StandardCharsets.US_ASCII), 6, 30);
    for (int step = 0; step < codes.length; step++) {
      assertEquals(codes[step], totp.code(Instant.ofEpochSecond(step * 30L)));
    }
  }

  @Test
  void readsWhatAppsRead() {
    var totp =
        Totp.read(
                "otpauth://totp/ACME%20Co:john@example.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ"
                    + "&issuer=ACME%20Co&algorithm=SHA256&digits=7&period=60")
            .orElseThrow();
    assertEquals("SHA256", totp.algorithm());
    assertEquals(7, totp.digits());
    assertEquals(60, totp.period());
    assertEquals(20, totp.key().length);
    var small = Totp.read("otpauth://totp/x?secret=gezdgnbvgy3tqojqgezdgnbvgy3tqojq").orElseThrow();
    assertEquals("287082", small.code(Instant.ofEpochSecond(59)));
  }

  @Test
  void writesWhatItReads() {
    var totp = Totp.generated(Chance.secure());
    String uri = totp.uri("Mail & more", "jané@example.org");
    assertEquals(uri, Totp.read(uri).orElseThrow().uri("Mail & more", "jané@example.org"));
    assertTrue(uri.startsWith("otpauth://totp/Mail%20%26%20more:jan%C3%A9%40example.org?secret="));
    assertFalse(totp.toString().contains(Base32.encode(totp.key())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=1",
        "otpauth://totp/x?secret=GEZDGNBV",
        "otpauth://totp/x?secret=1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "otpauth://totp/x",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=9",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=six",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=0",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=MD5",
        "otpauth:// /",
        "https://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
      })
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Totp.read(text));
  }

  @Test
  void aClockMayBeWrongByTheSkew() {
    var totp = new Totp("SHA1", KEY.getBytes(StandardCharsets.US_ASCII), 6, 30);
    var now = Instant.ofEpochSecond(95);
    assertEquals(OptionalLong.of(2), totp.matching("359152", now, 1));
    assertEquals(OptionalLong.of(4), totp.matching("338314", now, 1));
    assertEquals(OptionalLong.empty(), totp.matching("287082", now, 1));
    assertEquals(OptionalLong.of(1), totp.matching("287082", now, 2));
    assertEquals(OptionalLong.empty(), totp.matching("359152", now, 0));
    assertEquals(OptionalLong.empty(), totp.matching("0359152", now, 1));
  }

  /// RFC 4648 §10.
  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
  void base32IsThatOfTheStandard(String text, String digits) {
    assertEquals(digits, Base32.encode(text.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(text, new String(Base32.decode(digits + "==="), StandardCharsets.US_ASCII));
  }
}

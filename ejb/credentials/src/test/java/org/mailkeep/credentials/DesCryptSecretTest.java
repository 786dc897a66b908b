package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hashes made by Perl's and Python's crypt (libxcrypt) and by doveadm.
class DesCryptSecretTest {
  /// The example of FIPS 81: key 0123456789abcdef, "Now is the time for all ".
  @Test
  void withoutSaltItIsPlainDes() {
    var des = new DesCrypt(0x0123456789abcdefL);
    assertEquals(0x3fa40e8a984d4815L, des.encrypt(0x4e6f772069732074L, 0, 1));
    assertEquals(0x6a271787ab8883f9L, des.encrypt(0x68652074696d6520L, 0, 1));
    assertEquals(0x893d51ec4b563b53L, des.encrypt(0x666f7220616c6c20L, 0, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "{CRYPT}CCFulZu/R1toU pässword",
        "{crypt}abRy4/6THFs9U pässword",
        "{DES-CRYPT}k/HD3ajxNBEuM pässword",
        "{CRYPT}zZHOjuIz4luCw pässword",
        "{CRYPT}CCNf8Sbh3HDfQ U*U*U*U*",
        "{CRYPT}ab3RlyzKJBvlk U*U*U*U*",
        "{CRYPT}abJnggxhB/yWI password123",
      })
  void traditionalCryptSeesEightOctets(String stored, String password) {
    StoredSecret secret = SecretFormats.read(stored);
    assertNotNull(secret);
    byte[] octets = octets(password);
    assertTrue(secret.matches(octets));
    assertTrue(secret.matches(octets("passwordx")) == password.startsWith("password"));
    octets[6]++;
    assertFalse(secret.matches(octets));
    assertFalse(secret.matches(octets("")));
    assertEquals("des-crypt", secret.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "_J9..rasm3Era0lzguf2 pässword",
        "_/...K2yLDPnI8Uq7WdM pässword",
        "{CRYPT}_K1..Salt/uhs0R3VnfQ pässword",
        "_J9..rasmAFITjpe453k U*U*U*U*",
        "_J9..rasmvWp020RGJGg password123",
        "_/...K2yLs4.HDbuWC5I password123",
        "_J9..rasmvjztWTkd2ik xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "_J9..rasm19Uwa5s4kis xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "_J9..rasmKmgo6UsidAA xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void extendedCryptSeesTheWholePassword(String stored, String password) {
    StoredSecret secret = SecretFormats.read(stored);
    assertNotNull(secret);
    assertTrue(secret.matches(octets(password)));
    assertFalse(secret.matches(octets(password + "x")));
    assertFalse(secret.matches(octets("")));
    assertTrue(Passwords.isHash(stored));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{CRYPT}short",
        "{CRYPT}_short",
        "{CRYPT}CCFulZu/R1to!",
        "_....rasm3Era0lzguf2",
        "_zzzzrasm3Era0lzguf2",
        "{CRYPT}"
      })
  void whatIsNoHashOrCostsTooMuchIsNoSecret(String stored) {
    assertNull(SecretFormats.read(stored));
  }

  @Test
  void aClearTextMayBeginWithAnUnderscore() {
    StoredSecret secret = SecretFormats.read("_my secret");
    assertNotNull(secret);
    assertTrue(secret.matches(octets("_my secret")));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

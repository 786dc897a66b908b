package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormatsTest {
  /// Made with crypt(3), OpenSSL, Python's hashlib and doveadm, or taken from the formats' own
  /// pages.
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            + " password",
        "$argon2id$v=19$m=65536,t=3,p=1$5ZJa2FXXrtodVOxZonxAMg$7kSYQefOZy2VWVT6/061PFrKN1J8O/vKNBmuRnPD1tA"
            + " pässword",
        "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$kC8DzBHv5IcFz4W0gmhjMA$Byl0sfTaw1a3Mmdvgpi+ZJglqtu51mM8hw8fqZwPueM"
            + " pässword",
        "{BLF-CRYPT}$2y$05$tdnwnPNvv6H0vXgeV8ktj.z9yNDJt4RAGRDjulQO2mMdl8n198uCC pässword",
        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW U*U",
        "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA"
            + " password",
        "$pbkdf2-sha1$i=1000,l=32$c2FsdHNhbHQ$q0NcntwhClL3qjELQ6JdXXwfb6xY83NFMagmIOkBuck pässword",
        "$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHQ$6h4IQHL9HWR81h+An2xpgQd08jjehAg7eLRyOAYi/os"
            + " pässword",
        "$pbkdf2-sha512$i=1000,l=32$c2FsdHNhbHQ$NUaxNiFiJBY94IDtL6cIb6Ny+yrX1nlX+ZMh+2LNA1I"
            + " pässword",
        "$pbkdf2-sha256$29000$c2FsdHNhbHT7$x7GMSCAxHy1ulk829Wo/AzCfUD2fbD4oqGzlfpEadOs pässword",
        "{PBKDF2}$1$XFXf8wlWHQJQqMHU$5000$6eecf1b892e326d54a4cd164db7136c537ff155f pässword",
        "$6$saltstring$CSTM8ggie.dU5m6eoS07/LZ2D/r4hrX.jxMSo1fYZexnehwOFJu1o2u1p.BZSnrxIhERrHnuxI8ONbt/kSPvF0"
            + " pässword",
        "$6$rounds=10000$saltstringsaltstring$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v."
            + " Hello§world!",
        "{SHA512-CRYPT}$6$WS9bnwfGzSKqK1Kf$GBiOyyCM7699JYSu1hKdxa1D6vSEQAH8nxOJV7fhMHcrNXB3y7sJFphIxMvJswE6ycPEl0334s7S569UuTozQ0"
            + " pässword",
        "$5$saltstring$cRBhKSfYzTy7ht1J5qVPFV0KZImJ0U5L5Ezw0UdIOW4 pässword",
        "{CRYPT}$1$saltsalt$QgbQ7EUpcKNQTLgSVL4qr/ pässword",
        "$sha1$40000$jtNX3nZ2$hBNaIXkt4wBI2o5rsi8KejSjNqIq password",
        "{SHA}I7dElEdfX4dJgLdnbVEeI9iG2mQ= pässword",
        "{SSHA}W5+jtgbqA0/T37O2fEdB1i54etlzYWx6 pässword",
        "{sha256}NHgme1YSeRtAmIkGs6eJfrarUB4EuV7TL5nQr99mnZw= pässword",
        "{SHA256.HEX}3478267b5612791b40988906b3a7897eb6ab501e04b95ed32f99d0afdf669d9c pässword",
        "{SSHA256}qXCE3Kvsdo7djo7IXhpWVL94aY+LckL9+N8mt5hxMDhzYWx6 pässword",
        "{SSHA256.B64}0ROnoF2HefMr1+cDm5FrFyAy2zkU7whlWSi8w1vdH91kQFwV pässword",
        "{SHA512}KF3icbSeAO9oGc8Ku/AxXpfCXLo2FhZ8dw78Umxki03hH0sA3HH67TOjEse6g2kNPtFKqq32tiKqSJlv8H7IpA=="
            + " pässword",
        "{SSHA512}ClzQNsJvG7AcpQh4AfdbA9PXL4gzMT2nZOtpsmdfiyOUottNv6Am7j2J3m4PkgyVrRGR2EG6l3XsPxNI7tgNCMJpPIg="
            + " pässword",
        "{MD5}jhhDAzoPbuUuL2GKqOu+9A== pässword",
        "{PLAIN-MD5}8e1843033a0f6ee52e2f618aa8ebbef4 pässword",
        "{SMD5}20HzJayEKXxzzsf1OqZd5HNhbHo= pässword",
        "{PLAIN}pässword pässword",
        "pässword pässword"
      })
  void verifiesEachFormat(String stored, String password) {
    StoredSecret secret = SecretFormats.read(stored);
    assertNotNull(secret, stored);
    assertTrue(secret.matches(octets(password.replace('§', ' '))), stored);
    assertFalse(secret.matches(octets(password + "x")), stored);
    assertFalse(secret.matches(octets("")), stored);
    assertFalse(secret.toString().contains(password), "printed: " + secret);
  }

  @ParameterizedTest
  @CsvSource({
    "1, $6$abc$K4v3HcZ8yAmpRfxML6S46NCcqy9r4/KdbQpFvqSWsBf4dgySOEOo1DHJTrmn2BsJK2aNmPN8Tfb826D2o9.z51",
    "1, $5$abc$sCOGUciM.GdmYMCUvmUcgu03oRH87O0clF96.9mwWGB",
    "1, $1$abc$OGyl6dDvZCDiGmIVbeuCq/",
    "63, $6$abc$SdSBN3d0lsyA3Y2KjUIgEW.PH31dekDJ8QklyjwkRxCY.32ZHs26yDiUHq9GlY/8LBNKmQb3eCMiD/uJ.Ragz0",
    "63, $5$abc$A2W7B2HJywoXI31NJvdrqX3HaVHoNY/4y5o9Rbx3a44",
    "63, $1$abc$lhlNh7bqIHLsiaIHGRI3/1",
    "64, $6$abc$lqm/hsz9bcZkUtAtYbLwpnjmKC.15FR72lU6wIZyIc.62cqMaU1Vt98zOjFNTEe2ODzyk2BzpnkwLzH2YLN3J0",
    "64, $5$abc$YLSI691OLrQVAnV/PfiNcylkMemw3DoQz.INWMv3AeC",
    "64, $1$abc$0qltPdTB4LZ7DyMHH6OHc0",
    "65, $6$abc$tTN1Ee5E3IOr7uuyrVMizGo9qO8/2YYCvgf1V6ChCzIvrnGd9aM3MVtCbGrxvQuSTc0VObQ.K0DEV5WdAcBkY/",
    "65, $5$abc$ZMJsftd/pMx5OXndPW/I0ozwAM1ILSjdgDJAE3rYX22",
    "65, $1$abc$T5t..XexYtAgrfNvkSGOB1"
  })
  void cryptTakesPasswordsOfEveryLength(int length, String stored) {
    StoredSecret secret = SecretFormats.read(stored);
    assertNotNull(secret);
    assertTrue(secret.matches(octets("x".repeat(length))));
    assertFalse(secret.matches(octets("x".repeat(length + 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$9$unknown",
        "{NOBODY}x",
        "$argon2id$v=19$m=65536,t=2$c29tZXNhbHQ$CTFhFdXPJO0",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=2147483647,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=18$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2x$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$05$short",
        "$scrypt$ln=30,r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/g",
        "$pbkdf2-sha256$i=2000000000$c2FsdHNhbHQ$6h4IQHL9HWR81h+An2xpgQd08jjehAg7eLRyOAYi/os",
        "$pbkdf2-md4$i=1000$c2FsdHNhbHQ$6h4IQHL9HWR81h+An2xpgQd08jjehAg7eLRyOAYi/os",
        "$6$rounds=999999999$saltstring$x",
        "$sha1$99999999$jtNX3nZ2$hBNaIXkt4wBI2o5rsi8KejSjNqIq",
        "{SHA}AAAA",
        "{SSHA}I7dElEdfX4dJgLdnbVEeI9iG2mQ=",
        "{SHA}not base 64",
        "{PBKDF2}$1$salt$zero$00"
      })
  void aHashThatIsNotOursOrCostsTooMuchIsNoPlainText(String stored) {
    assertNull(SecretFormats.read(stored));
    assertFalse(Passwords.isHash(stored));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramSecretTest {
  private static final String DOVECOT =
      "{SCRAM-SHA-256}4096,lwUOchojhTyPc6wJX10ItQ==,"
          + "pIdnhD2vhcHkgcNrEFwJw4peTQg+7Fr0RYTRZ7s1Hq4=,"
          + "99oVoZeY9vDspMsB35r1scijaSgksF+hylVGC6zVpdg=";

  private final ScramLookup lookup = new ScramLookup(new byte[ScramLookup.SECRET], 4_096);

  /// Made by doveadm pw; the last is the same in PostgreSQL's form.
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        DOVECOT + " pässword",
        "{SCRAM-SHA-1}4096,mRNESmViEA/NcprQKbs0dA==,LYjnhfJqjFb7Uw6G1DgdGS042OY=,"
            + "j2H5LIYETl3+F2jI3IjdnYw9GNY= pässword",
        "{SCRAM-SHA-256}4096,7HEssRQl14iXLEvdraOMjA==,oYkJEuZXO4Je8cTUCUQZfvTTRV8eZ2bRftTFNxr7jcQ=,"
            + "Nmtmxy6UdQ51WQbTZHljYjykJTblBHkZC8ezbJceYw4= pencil",
        "SCRAM-SHA-256$4096:7HEssRQl14iXLEvdraOMjA==$oYkJEuZXO4Je8cTUCUQZfvTTRV8eZ2bRftTFNxr7jcQ=:"
            + "Nmtmxy6UdQ51WQbTZHljYjykJTblBHkZC8ezbJceYw4= pencil"
      })
  void keysOfOtherServersCheckPasswords(String stored, String password) {
    StoredSecret secret = SecretFormats.read(stored);
    assertNotNull(secret);
    assertTrue(secret.matches(password.getBytes(StandardCharsets.UTF_8)));
    assertFalse(secret.matches((password + "x").getBytes(StandardCharsets.UTF_8)));
    assertFalse(secret.matches(new byte[0]));
    assertTrue(Passwords.isHash(stored));
    var again = SecretFormats.read(assertInstanceOf(ScramSecret.class, secret).stored());
    assertNotNull(again);
    assertTrue(again.matches(password.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SCRAM-SHA-256$x",
        "SCRAM-SHA-256$0:c2FsdA==$AAAA:AAAA",
        "{SCRAM-SHA-256}4096,a,b,c",
        "{SCRAM-SHA-256}9999999,lwUOchojhTyPc6wJX10ItQ==,"
            + "pIdnhD2vhcHkgcNrEFwJw4peTQg+7Fr0RYTRZ7s1Hq4=,"
            + "99oVoZeY9vDspMsB35r1scijaSgksF+hylVGC6zVpdg="
      })
  void keysThatAreBrokenOrCostTooMuchAreNoSecret(String stored) {
    assertNull(SecretFormats.read(stored));
  }

  @Test
  void keysAreFoundOrMadeOfClearText() {
    var kept = lookup.keys("jane", List.of("$1$abc$OGyl6dDvZCDiGmIVbeuCq/", DOVECOT)).orElseThrow();
    assertTrue(kept.fit("pässword"));
    var made = lookup.keys("jane", List.of("{PLAIN}pencil")).orElseThrow();
    assertTrue(made.fit("pencil"));
    assertArrayEquals(
        made.salt(), lookup.keys("jane", List.of("{PLAIN}pencil")).orElseThrow().salt());
    assertTrue(lookup.keys("jane", List.of("$1$abc$OGyl6dDvZCDiGmIVbeuCq/")).isEmpty());
    assertTrue(lookup.keys("jane", List.of("$app$phone$" + DOVECOT)).isEmpty());
  }

  @Test
  void whoeverWantsACodeHasNoKeys() {
    String app = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    assertTrue(lookup.keys("jane", List.of(DOVECOT, app)).isEmpty());
    assertTrue(lookup.keys("jane", List.of(DOVECOT, "otpauth://broken")).isEmpty());
  }

  @Test
  void keysThatAreMadeUpLookRealAndStayTheSame() {
    var one = lookup.madeUp("nobody");
    var other = lookup.madeUp("nobody else");
    assertArrayEquals(one.salt(), lookup.madeUp("nobody").salt());
    assertFalse(Arrays.equals(one.salt(), other.salt()));
    assertEquals(16, one.salt().length);
    assertEquals(4_096, one.iterations());
    var elsewhere = new byte[ScramLookup.SECRET];
    elsewhere[0] = 1;
    assertFalse(
        Arrays.equals(one.salt(), new ScramLookup(elsewhere, 4_096).madeUp("nobody").salt()));
  }
}

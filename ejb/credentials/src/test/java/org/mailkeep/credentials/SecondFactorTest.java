package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.credentials.Passwords.Match;
import org.mailkeep.kernel.Chance;

/// Authenticator apps, passwords for programs, and secrets that should be stored anew.
class SecondFactorTest {
  private static final String APP = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(59)); // 287082
  private final Passwords passwords = passwords(0);

  private Passwords passwords(int scramIterations) {
    return new Passwords(
        new PasswordWork(CHEAP, 2, 100, Duration.ofSeconds(30)),
        new OneTimeCodes(now::get, 1, UsedCodes.ofThisProcess(now::get)),
        scramIterations,
        Chance.secure());
  }

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void anAuthenticatorAppWantsItsCode() {
    var stored = List.of(passwords.hash("secret$1"), APP);
    assertEquals(Match.NO, passwords.check(stored, "secret$1"));
    assertEquals(Match.NO, passwords.check(stored, "secret$1$287083"));
    assertEquals(Match.NO, passwords.check(stored, "secret$1$28708"));
    assertEquals(Match.NO, passwords.check(stored, "secret$2$287082"));
    var right = assertInstanceOf(Verdict.Right.class, passwords.verify(stored, "secret$1$287082"));
    assertEquals("secret$1", right.password());
    assertTrue(right.once());
    assertFalse(right.toString().contains("secret"));
  }

  @Test
  void aCodeIsTakenOnce() {
    var stored = List.of(passwords.hash("secret"), APP);
    assertEquals(Match.NO, passwords.check(stored, "wrong$287082"));
    assertEquals(Match.YES, passwords.check(stored, "secret$287082"));
    assertEquals(Match.NO, passwords.check(stored, "secret$287082"));
    now.set(now.get().plusSeconds(30));
    assertEquals(Match.NO, passwords.check(stored, "secret$287082"));
    assertEquals(Match.YES, passwords.check(stored, "secret$359152"));
    now.set(now.get().plusSeconds(30));
    assertEquals(Match.NO, passwords.check(stored, "secret$287082"), "out of its window");
  }

  @Test
  void oneOfSeveralAppsWillDo() {
    String other = "otpauth://totp/y?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ";
    var stored = List.of(passwords.hash("secret"), other, APP);
    assertEquals(Match.YES, passwords.check(stored, "secret$287082"));
    String code = Totp.read(other).orElseThrow().code(now.get());
    assertEquals(Match.YES, passwords.check(stored, "secret$" + code));
  }

  @Test
  void anAppThatCannotBeReadLetsNobodyIn() {
    var stored = List.of(passwords.hash("secret"), "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ");
    assertEquals(Match.NO, passwords.check(stored, "secret"));
    assertEquals(Match.NO, passwords.check(stored, "secret$287082"));
  }

  @Test
  void withoutAnAppACodeIsPartOfThePassword() {
    assertEquals(
        Match.YES, passwords.check(List.of(passwords.hash("secret$123456")), "secret$123456"));
    assertEquals(Match.NO, passwords.check(List.of(passwords.hash("secret")), "secret$123456"));
  }

  @Test
  void passwordsForProgramsNeedNoCode() {
    String phone = new AppPassword("phone", null, passwords.hash("for the phone")).stored();
    var stored = List.of(passwords.hash("secret"), APP, phone);
    var right = assertInstanceOf(Verdict.Right.class, passwords.verify(stored, "for the phone"));
    assertEquals(phone, right.stored());
    assertFalse(right.once());
    assertFalse(right.outdated());
    assertEquals(Match.NO, passwords.check(stored, "for the phone$287082"));
    assertEquals(
        Match.YES, passwords.check(List.of("$app$old$$1$abc$OGyl6dDvZCDiGmIVbeuCq/"), "x"));
    assertEquals(Match.NO, passwords.check(List.of(APP), ""));
  }

  @Test
  void passwordsForProgramsRunOut() {
    var expires = Instant.parse("2027-01-01T00:00:00Z");
    var phone = new AppPassword("my phone", expires, passwords.hash("for the phone"));
    assertEquals("$app$my phone;expires=2027-01-01T00:00:00Z$" + phone.secret(), phone.stored());
    assertEquals(phone, AppPassword.read(phone.stored()).orElseThrow());
    now.set(expires.minusSeconds(1));
    assertEquals(Match.YES, passwords.check(List.of(phone.stored()), "for the phone"));
    now.set(expires);
    assertEquals(Match.NO, passwords.check(List.of(phone.stored()), "for the phone"));
    for (String broken : new String[] {"$app$", "$app$$x", "$app$x", "$app$x;expires=soon$y"}) {
      assertTrue(AppPassword.read(broken).isEmpty(), broken);
      assertFalse(Passwords.isHash(broken), broken);
    }
  }

  @Test
  void whatIsAHashIsStoredAsItIs() {
    assertTrue(Passwords.isHash(APP));
    assertTrue(Passwords.isHash("$app$x$$1$abc$OGyl6dDvZCDiGmIVbeuCq/"));
    assertFalse(Passwords.isHash("$app$x$clear text"));
    assertFalse(Passwords.isHash("otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ"));
  }

  @Test
  void secretsThatAreWeakerThanNewOnesAreTold() {
    String strong = passwords.hash("x");
    assertFalse(outdated(strong));
    assertTrue(outdated("$1$abc$OGyl6dDvZCDiGmIVbeuCq/"));
    assertTrue(outdated("{PLAIN}x"));
    var dear = new PasswordWork(new Argon2Cost(128, 1, 1), 1, 10, Duration.ofSeconds(30));
    try (var stronger = new Passwords(dear, Chance.secure())) {
      assertFalse(outdated(stronger.hash("x")));
      var right = assertInstanceOf(Verdict.Right.class, stronger.verify(List.of(strong), "x"));
      assertTrue(right.outdated());
    }
  }

  private boolean outdated(String stored) {
    return assertInstanceOf(Verdict.Right.class, passwords.verify(List.of(stored), "x")).outdated();
  }

  @Test
  void anOutdatedSecretIsReplacedWhereItStands() {
    String old = "$1$abc$OGyl6dDvZCDiGmIVbeuCq/";
    var fresh = passwords.secrets("x");
    assertEquals(1, fresh.size());
    assertEquals(
        List.of("a", fresh.getFirst(), APP), Passwords.renewed(List.of("a", old, APP), old, fresh));
    assertEquals(List.of("a"), Passwords.renewed(List.of("a"), old, fresh));
  }

  @Test
  void keysForScramStandBesideTheHashWhenTheyAreWanted() {
    try (var scram = passwords(4_096)) {
      var fresh = scram.secrets("x");
      assertTrue(fresh.get(0).startsWith("$argon2id$"));
      assertTrue(fresh.get(1).startsWith("SCRAM-SHA-256$4096:"));
      for (String each : fresh) {
        assertEquals(Match.YES, scram.check(List.of(each), "x"));
        assertEquals(Match.NO, scram.check(List.of(each), "y"));
      }
      String old = scram.hash("x");
      var right = assertInstanceOf(Verdict.Right.class, scram.verify(List.of(old), "x"));
      assertTrue(right.outdated(), "it has no keys yet");
      assertEquals(fresh, Passwords.renewed(List.of(old), old, fresh));
      right = assertInstanceOf(Verdict.Right.class, scram.verify(fresh, "x"));
      assertFalse(right.outdated());
      assertEquals(List.of(fresh.get(0), APP), Passwords.renewed(List.of(old, APP), old, fresh));
    }
  }
}

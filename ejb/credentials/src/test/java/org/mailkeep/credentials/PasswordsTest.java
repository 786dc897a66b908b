package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.credentials.Passwords.Match;
import org.mailkeep.kernel.Chance;

class PasswordsTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

  @Test
  void writesArgon2idWithTheCostThatIsSet() {
    try (var passwords = passwords(1, 10)) {
      String stored = passwords.hash("correct horse");
      assertTrue(stored.startsWith("$argon2id$v=19$m=64,t=1,p=1$"), stored);
      assertTrue(Passwords.isHash(stored));
      assertEquals(Match.YES, passwords.check(List.of(stored), "correct horse"));
      assertEquals(Match.NO, passwords.check(List.of(stored), "correct horsf"));
    }
  }

  @Test
  void theSamePasswordIsNeverStoredTheSameWay() {
    try (var passwords = passwords(1, 10)) {
      assertNotEquals(passwords.hash("x"), passwords.hash("x"));
    }
  }

  @Test
  void anyOfSeveralSecretsWillDo() {
    try (var passwords = passwords(2, 10)) {
      var stored = List.of(passwords.hash("one"), "$9$unknown", "{PLAIN}two");
      assertEquals(Match.YES, passwords.check(stored, "one"));
      assertEquals(Match.YES, passwords.check(stored, "two"));
      assertEquals(Match.NO, passwords.check(stored, "three"));
    }
  }

  @Test
  void nobodyHasNoPasswordAndStillCostsTheWork() {
    try (var passwords = new Passwords(work(new Argon2Cost(8192, 4, 1), 1, 10), Chance.secure())) {
      String stored = passwords.hash("x");
      assertEquals(Match.NO, passwords.check(List.of(stored), "y"));
      long start = System.nanoTime();
      assertEquals(Match.NO, passwords.check(List.of(stored), "y"));
      long known = System.nanoTime() - start;
      start = System.nanoTime();
      assertEquals(Match.NO, passwords.check(List.of(), "y"));
      long unknown = System.nanoTime() - start;
      assertTrue(unknown > known / 10, unknown + " ns against " + known);
    }
  }

  @Test
  void composedAndDecomposedLettersAreTheSame() {
    try (var passwords = passwords(1, 10)) {
      String stored = passwords.hash("pa\u0308ss\u00a0word");
      assertEquals(Match.YES, passwords.check(List.of(stored), "p\u00e4ss word"));
    }
  }

  @Test
  void whoFindsNoRoomIsToldSoAtOnce() throws Exception {
    var dear = new Argon2Cost(16_384, 10, 1);
    try (var passwords = new Passwords(work(dear, 1, 0), Chance.secure());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new CountDownLatch(2);
      var answers =
          clients.invokeAll(
              List.of(() -> together(asked, passwords), () -> together(asked, passwords)));
      var matches = List.of(answers.get(0).get(), answers.get(1).get());
      assertTrue(matches.contains(Match.BUSY), matches.toString());
    }
  }

  @Test
  void aCheckThatTakesTooLongIsGivenUp() {
    var work = new PasswordWork(new Argon2Cost(16_384, 10, 1), 1, 1, Duration.ofMillis(1));
    try (var passwords = new Passwords(work, Chance.secure())) {
      assertEquals(Match.BUSY, passwords.check(List.of(), "x"));
    }
  }

  @ParameterizedTest
  @CsvSource({"short, at least 8", "longer than twenty-four letters, at most 24"})
  void aNewPasswordHasToFollowTheRules(String password, String problem) {
    String found = new PasswordRules(8, 24).problem(password).orElseThrow();
    assertTrue(found.contains(problem), found);
  }

  @Test
  void aNewPasswordHasNoControlCharacters() {
    var rules = new PasswordRules(8, 128);
    assertTrue(rules.problem("pass\u0007word").isPresent());
    assertTrue(rules.problem("pässword mit Raum").isEmpty());
    assertTrue(rules.tooLong("x".repeat(129)));
    assertFalse(rules.tooLong("x".repeat(128)));
  }

  @Test
  void generatedPasswordsAreLongAndDiffer() {
    String one = PasswordRules.generated(Chance.secure());
    assertEquals(20, one.length());
    assertNotEquals(one, PasswordRules.generated(Chance.secure()));
    assertTrue(new PasswordRules(8, 128).problem(one).isEmpty());
  }

  @Test
  void sensiblenessOfCostsIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(7, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(64, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> work(CHEAP, 0, 1));
  }

  private static Match together(CountDownLatch asked, Passwords passwords)
      throws InterruptedException {
    asked.countDown();
    asked.await();
    return passwords.check(List.of(), "x");
  }

  private static Passwords passwords(int threads, int waiting) {
    return new Passwords(work(CHEAP, threads, waiting), Chance.secure());
  }

  private static PasswordWork work(Argon2Cost cost, int threads, int waiting) {
    return new PasswordWork(cost, threads, waiting, Duration.ofSeconds(30));
  }
}

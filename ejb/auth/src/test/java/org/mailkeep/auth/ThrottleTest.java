package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.auth.GuardFixture.RIGHT;
import static org.mailkeep.auth.GuardFixture.WRONG;
import static org.mailkeep.auth.GuardFixture.at;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.SecurityEvent;

final class ThrottleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Authentication PAUSE = new Authentication.Throttled(MINUTE);

  private final GuardFixture guard = new GuardFixture();

  @Test
  void afterTenFailuresAnAddressIsRefusedUncheckedForAMinute() {
    guard.fail(10, "jane", "192.0.2.1");
    assertEquals(10, guard.checked);
    assertEquals(PAUSE, guard.attempt("joe", "192.0.2.1", RIGHT));
    assertEquals(10, guard.checked, "nobody looked");
    assertEquals(
        new AuthEvent.Throttled("imap", at("192.0.2.1"), "authentication.rate-limit"),
        guard.events.getLast());
    assertEquals(RIGHT, guard.attempt("joe", "198.51.100.1", RIGHT), "others are not concerned");
    guard.clock.pass(MINUTE);
    assertEquals(RIGHT, guard.attempt("joe", "192.0.2.1", RIGHT));
  }

  @Test
  void whoTriesManyAtOnceGetsNoMoreOfThemChecked() throws Exception {
    var checks = new AtomicInteger();
    var go = new CountDownLatch(1);
    List<Future<Authentication>> all = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        Attempt attempt =
            Attempt.of(1, "imap", at("198.51.100." + i), new Credentials.Password("jane", "guess"));
        all.add(
            executor.submit(() ->
                guard.throttle.check(
                    attempt,
                    () -> {
                      checks.incrementAndGet();
                      awaitGo(go);
                      return WRONG;
                    })));
      }
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (all.stream().filter(Future::isDone).count() < 30 && System.nanoTime() < end) {
        Thread.sleep(2);
      }
      assertEquals(RIGHT, guard.attempt("joe", "203.0.113.1", RIGHT), "others need not wait");
      go.countDown();
    }
    assertEquals(10, checks.get());
    guard.clock.pass(MINUTE);
    assertEquals(RIGHT, guard.attempt("jane", "203.0.113.1", RIGHT), "none is left counted");
  }

  private static void awaitGo(CountDownLatch go) {
    try {
      assertTrue(go.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void successesDoNotCount() {
    for (int i = 0; i < 500; i++) {
      assertEquals(RIGHT, guard.attempt("jane", "192.0.2.1", RIGHT));
    }
  }

  @Test
  void whatSaysNothingOfThePasswordDoesNotCount() {
    var down = new Authentication.Unavailable("down");
    var disabled = new Authentication.Rejected(Authentication.Reason.DISABLED);
    for (int i = 0; i < 200; i++) {
      assertEquals(down, guard.attempt("jane", "192.0.2.1", down));
      assertEquals(disabled, guard.attempt("jane", "192.0.2.1", disabled));
    }
  }

  @Test
  void aLoginUnderAttackStaysOpenWhereItsOwnerHasBeen() {
    guard.attempt("jane", "192.0.2.1", RIGHT);
    for (int i = 1; i <= 10; i++) {
      guard.attempt("Jane ", "198.51.100." + i, WRONG);
    }
    assertEquals(PAUSE, guard.attempt("jane", "203.0.113.1", RIGHT), "from where nobody was");
    assertEquals(RIGHT, guard.attempt("jane", "192.0.2.1", RIGHT));
    assertEquals(RIGHT, guard.attempt("jane", "192.0.2.77", RIGHT), "a neighbour's address");
    assertEquals(RIGHT, guard.attempt("joe", "203.0.113.1", RIGHT), "another login");
    guard.clock.pass(MINUTE);
    assertEquals(RIGHT, guard.attempt("jane", "203.0.113.1", RIGHT), "not for good");
  }

  @Test
  void whoSharesAnAddressWithAGuesserLogsInAsBefore() {
    guard.attempt("joe", "192.0.2.1", RIGHT);
    guard.fail(10, "jane", "192.0.2.1");
    assertEquals(RIGHT, guard.attempt("joe", "192.0.2.1", RIGHT));
    assertEquals(PAUSE, guard.attempt("jane", "192.0.2.1", RIGHT));
    assertEquals(PAUSE, guard.attempt("anna", "192.0.2.1", RIGHT), "was never here");
  }

  @Test
  void afterAHundredFailuresAnAddressIsBannedForADay() {
    guard.fail(99, "jane", "192.0.2.1");
    assertEquals(Optional.empty(), guard.networks.blocking(at("192.0.2.1")));
    guard.fail(1, "jane", "192.0.2.1");
    NetworkRule ban = guard.networks.blocking(at("192.0.2.1")).orElseThrow();
    assertEquals(NetworkRule.Source.BAN, ban.source());
    assertEquals(IpNetwork.parse("192.0.2.1").orElseThrow(), ban.network());
    assertEquals("100 failed logins", ban.reason());
    assertTrue(
        guard.events.contains(new SecurityEvent.Banned(at("192.0.2.1"), "100 failed logins")));
    guard.clock.pass(MINUTE);
    assertInstanceOf(
        Authentication.Throttled.class,
        guard.attempt("joe", "192.0.2.1", RIGHT),
        "after the pause");
    guard.clock.pass(Duration.ofDays(1));
    assertEquals(RIGHT, guard.attempt("joe", "192.0.2.1", RIGHT));
  }

  @Test
  void whoIsForgivenBeginsAnew() {
    guard.fail(100, "jane", "192.0.2.1");
    IpNetwork address = IpNetwork.parse("192.0.2.1").orElseThrow();
    guard.networks.remove(address);
    guard.throttle.forgive(address);
    assertEquals(WRONG, guard.attempt("joe", "192.0.2.1", WRONG));
    assertEquals(RIGHT, guard.attempt("joe", "192.0.2.1", RIGHT));
  }

  @Test
  void whoHammersAtALoginThatIsRefusedIsBannedToo() {
    for (int i = 1; i <= 10; i++) {
      guard.attempt("jane", "198.51.100." + i, WRONG);
    }
    guard.fail(99, "jane", "203.0.113.1");
    assertEquals(10, guard.checked);
    assertEquals(Optional.empty(), guard.networks.blocking(at("203.0.113.1")));
    guard.fail(1, "jane", "203.0.113.1");
    assertTrue(guard.networks.blocking(at("203.0.113.1")).isPresent());
  }

  @Test
  void addressesThatFailAtALoginUnderAttackAreBannedAfterTen() {
    for (int i = 0; i < 100; i++) {
      guard.attempt("jane", "198.51.100." + i, WRONG);
      guard.clock.pass(Duration.ofSeconds(10));
    }
    assertTrue(guard.events.contains(new SecurityEvent.LoginUnderAttack("jane", 100)));
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), guard.networks.blocking(at("203.0.113.1")));
      guard.attempt("jane", "203.0.113.1", WRONG);
      guard.clock.pass(Duration.ofSeconds(10));
    }
    assertTrue(guard.networks.blocking(at("203.0.113.1")).isPresent());
    for (int i = 0; i < 20; i++) {
      guard.attempt("joe", "203.0.113.2", WRONG);
      guard.clock.pass(Duration.ofSeconds(10));
    }
    assertEquals(Optional.empty(), guard.networks.blocking(at("203.0.113.2")), "another login");
  }

  @Test
  void anOwnerWhoErrsIsNotBannedForWhatOthersDid() {
    guard.attempt("jane", "192.0.2.1", RIGHT);
    for (int i = 0; i < 120; i++) {
      guard.attempt("jane", "198.51.100." + i, WRONG);
      guard.clock.pass(Duration.ofSeconds(10));
    }
    guard.fail(50, "jane", "192.0.2.1");
    assertEquals(Optional.empty(), guard.networks.blocking(at("192.0.2.1")));
  }

  @Test
  void anAddressOfIpv6CountsWithItsNetwork() {
    for (int i = 0; i < 10; i++) {
      guard.attempt("jane", "2001:db8::" + i, WRONG);
    }
    assertEquals(PAUSE, guard.attempt("joe", "2001:db8::ffff:1", RIGHT));
    assertEquals(RIGHT, guard.attempt("joe", "2001:db8:0:1::1", RIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "192.0.2.9"})
  void thisMachineAndWhoIsAllowedMayErr(String address) {
    guard.networks.use(
        AuthSettings.networks(
            Configuration.of("server.allowed-ip.\"192.0.2.0/24\" = \"\"", AuthSettings.class),
            Instant.EPOCH));
    guard.fail(500, "jane", address);
    assertEquals(500, guard.checked);
    assertEquals(RIGHT, guard.attempt("jane", address, RIGHT));
    guard.fail(10, "jane", "127.0.0.2");
    assertEquals(PAUSE, guard.attempt("joe", "127.0.0.2", RIGHT), "only 127.0.0.1 is ours");
  }

  @Test
  void tokensWithoutANameAreNotOneLogin() {
    for (int i = 1; i <= 10; i++) {
      guard.attempt("", "198.51.100." + i, WRONG);
    }
    assertEquals(RIGHT, guard.attempt("", "203.0.113.1", RIGHT));
  }

  @Test
  void bothLimitsCanBeSwitchedOff() {
    guard.rules = new ThrottleRules(Optional.empty(), Optional.empty(), Optional.empty());
    guard.fail(1_000, "jane", "192.0.2.1");
    assertEquals(1_000, guard.checked);
    assertEquals(Optional.empty(), guard.networks.blocking(at("192.0.2.1")));
  }

  @Test
  void whileTheStoreIsDownNobodyIsKeptOut() {
    var down =
        (LookupStore)
            Proxy.newProxyInstance(
                LookupStore.class.getClassLoader(),
                new Class<?>[] {LookupStore.class},
                (_, _, _) -> {
                  throw new StoreException.Unavailable("down");
                });
    Throttle throttle = guard.over(down);
    assertEquals(WRONG, guard.attempt(throttle, "jane", "192.0.2.1", WRONG));
    assertEquals(RIGHT, guard.attempt(throttle, "jane", "192.0.2.1", RIGHT));
  }
}

package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.SignInProvider.Redeemed;
import org.mailkeep.kernel.Rate;
import org.mailkeep.telemetry.AuthEvent;

class SignInsTest extends SignInFixture {
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.1");

  private SignIns.Known.Present present(String cookie) {
    return assertInstanceOf(SignIns.Known.Present.class, signIns.find(cookie, REMOTE));
  }

  private void assertRefused(SignIns.Ended ended) {
    assertInstanceOf(SignIns.Ended.Refused.class, ended);
  }

  private void assertNobody(String cookie) {
    assertEquals(new SignIns.Known.Nobody(), signIns.find(cookie, REMOTE));
  }

  @Test
  void aBrowserSignsInAndGoesOn() {
    var sent = sent();
    assertEquals(URI.create("https://sso.example.org/in"), sent.where());
    assertEquals(HERE, provider.visits.getLast().back());
    var in =
        assertInstanceOf(
            SignIns.Ended.SignedIn.class, signIns.complete(back(state()), sent.browser(), REMOTE));
    assertEquals("/console", in.then());
    Caller caller = present(in.cookie()).caller();
    assertEquals("jane", caller.login());
    assertTrue(caller.may(Permission.PRINCIPAL_LIST), "a role that the provider gave");
    assertEquals(
        "Actor[name=jane, mechanism=browser, address=192.0.2.7]", caller.actor().toString());
    assertEquals(new AuthEvent.Accepted(0, "http", "jane", "browser"), events.getLast());
    assertEquals(List.of("sign-in jane by " + caller.actor()), told);
  }

  @Test
  void nothingOfAVisitIsUsedTwiceOrCanBeGuessed() {
    var words = new HashSet<String>();
    for (int i = 0; i < 2; i++) {
      words.add(sent().browser());
      var visit = provider.visits.getLast();
      words.addAll(List.of(visit.state(), visit.nonce(), visit.verifier()));
    }
    assertEquals(8, words.size());
    words.forEach(word -> assertEquals(43, word.length(), word)); // RFC 7636 §4.1: 43 to 128
  }

  @Test
  void aWrongStateIsRefused() {
    var sent = sent();
    assertRefused(signIns.complete(back("made-up"), sent.browser(), REMOTE));
    assertRefused(signIns.complete(back(""), sent.browser(), REMOTE));
  }

  /// Somebody is led to come back with what another browser was sent for.
  @Test
  void anotherBrowserIsRefused() {
    sent();
    String victim = state();
    var other = sent();
    assertRefused(signIns.complete(back(victim), other.browser(), REMOTE));
    assertRefused(signIns.complete(back(victim), "", REMOTE));
  }

  @Test
  void whatWasBroughtBackIsGoodOnce() {
    var sent = sent();
    signIns.complete(back(state()), sent.browser(), REMOTE);
    assertRefused(signIns.complete(back(state()), sent.browser(), REMOTE));
    var failed = sent();
    provider.redeemed = new Redeemed.Refused("the nonce is another's");
    assertRefused(signIns.complete(back(state()), failed.browser(), REMOTE));
    provider.redeemed = new Redeemed.Tokens("access", "id");
    assertRefused(signIns.complete(back(state()), failed.browser(), REMOTE));
  }

  @Test
  void aVisitEnds() {
    var sent = sent();
    access.clock.pass(PENDING.plusSeconds(1));
    assertRefused(signIns.complete(back(state()), sent.browser(), REMOTE));
  }

  @Test
  void anotherProvidersAnswerIsRefused() {
    var sent = sent();
    var back = new SignIns.Return(state(), "good", "", "https://evil.example");
    assertRefused(signIns.complete(back, sent.browser(), REMOTE));
  }

  @Test
  void whomTheProviderLetsNotInIsRefused() {
    var sent = sent();
    var back = new SignIns.Return(state(), "", "access_denied", "https://sso.example.org");
    assertEquals(
        new SignIns.Ended.Refused("the provider let nobody in"),
        signIns.complete(back, sent.browser(), REMOTE));
    assertInstanceOf(AuthEvent.Failed.class, events.getLast());
    var again = sent();
    assertRefused(
        signIns.complete(new SignIns.Return(state(), "", "", ""), again.browser(), REMOTE));
  }

  @Test
  void whoMayNotLogInGetsNoSession() {
    token = new Authentication.Rejected(Authentication.Reason.DISABLED);
    var sent = sent();
    assertRefused(signIns.complete(back(state()), sent.browser(), REMOTE));
    token = new Authentication.Unavailable("down");
    var later = sent();
    assertEquals(
        new SignIns.Ended.Unavailable("down"),
        signIns.complete(back(state()), later.browser(), REMOTE));
  }

  @Test
  void aProviderThatIsAwayIsATemporaryFailure() {
    provider.entrance = new Answer.Unavailable<>("down");
    assertEquals(new SignIns.Begun.Unavailable("down"), signIns.begin("sso", HERE, "/", REMOTE));
    assertEquals(new SignIns.Begun.NoProvider(), signIns.begin("other", HERE, "/", REMOTE));
    provider.entrance = new Answer.Found<>(URI.create("https://sso.example.org/in"));
    var sent = sent();
    provider.redeemed = new Redeemed.Unavailable("down");
    assertEquals(
        new SignIns.Ended.Unavailable("down"),
        signIns.complete(back(state()), sent.browser(), REMOTE));
  }

  @Test
  void oneAddressBeginsSoOftenAtMost() {
    rules =
        new BrowserSettings.BrowserRules(
            Optional.empty(),
            IDLE,
            LIFETIME,
            PENDING,
            Optional.of(new Rate(2, Duration.ofMinutes(1))));
    sent();
    sent();
    assertInstanceOf(SignIns.Begun.Throttled.class, signIns.begin("sso", HERE, "/", REMOTE));
    assertInstanceOf(SignIns.Begun.Sent.class, signIns.begin("sso", HERE, "/", ELSEWHERE));
    access.clock.pass(Duration.ofMinutes(1));
    sent();
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() {
    String cookie = signedIn();
    for (int i = 0; i < 4; i++) {
      access.clock.pass(IDLE.minusSeconds(1));
      present(cookie);
    }
    access.clock.pass(IDLE);
    assertNobody(cookie);
  }

  @Test
  void aSessionEndsHoweverItIsUsed() {
    String cookie = signedIn();
    for (Duration past = Duration.ZERO;
        past.plus(IDLE.dividedBy(2)).compareTo(LIFETIME) < 0;
        past = past.plus(IDLE.dividedBy(2))) {
      present(cookie);
      access.clock.pass(IDLE.dividedBy(2));
    }
    present(cookie);
    access.clock.pass(IDLE.dividedBy(2));
    assertNobody(cookie);
  }

  @Test
  void shorterLimitsCountAtOnce() {
    String cookie = signedIn();
    access.clock.pass(Duration.ofMinutes(2));
    present(cookie);
    rules =
        new BrowserSettings.BrowserRules(
            Optional.empty(), IDLE, Duration.ofMinutes(2), PENDING, rules.rate());
    assertNobody(cookie);
  }

  @Test
  void aSessionFollowsItsAccount() {
    String cookie = signedIn();
    account = new Answer.Found<>(jane(true, "tenant-admin"));
    assertTrue(present(cookie).caller().may(Permission.PRINCIPAL_LIST));
    account = new Answer.Unavailable<>("down");
    assertEquals(new SignIns.Known.Unavailable("down"), signIns.find(cookie, REMOTE));
    account = new Answer.Found<>(jane(false, "user"));
    assertNobody(cookie);
    account = new Answer.Unknown<>();
    assertNobody(cookie);
    account = new Answer.Found<>(jane(true));
    assertTrue(
        present(cookie).caller().may(Permission.PRINCIPAL_LIST), "the provider's role is kept");
  }

  /// What the account had itself when it signed in is not kept for the session.
  @Test
  void aRoleThatIsTakenFromAnAccountIsGone() {
    account = new Answer.Found<>(jane(true, "user", "admin"));
    String cookie = signedIn();
    assertTrue(present(cookie).caller().may(Permission.PRINCIPAL_LIST));
    account = new Answer.Found<>(jane(true, "user"));
    assertFalse(present(cookie).caller().may(Permission.PRINCIPAL_LIST));
  }

  @Test
  void whoSignsOutIsOutHereAndThere() {
    String cookie = signedIn();
    String other = signedIn();
    assertNotEquals(cookie, other);
    var exit = signIns.leave(cookie, present(cookie), OUT);
    assertEquals(Optional.of(URI.create("https://sso.example.org/out")), exit);
    assertNobody(cookie);
    present(other);
    assertTrue(told.getLast().startsWith("sign-out jane by "), told.toString());
    provider.exit = new Answer.Unavailable<>("down");
    assertEquals(Optional.empty(), signIns.leave(other, present(other), OUT));
    assertNobody(other);
  }

  @Test
  void theTokenOfASessionIsItsOwn() {
    BrowserSession one = present(signedIn()).session();
    BrowserSession other = present(signedIn()).session();
    assertTrue(one.isGuardedBy(one.guard()));
    assertFalse(one.isGuardedBy(other.guard()));
    assertFalse(one.isGuardedBy(""));
  }

  /// Who can read the store cannot take a session over.
  @Test
  void theStoreDoesNotHaveTheCookie() {
    String cookie = signedIn();
    byte[] key = LookupKey.of("browser-session", cookie);
    byte[] stored = lookups.get(key);
    assertNotEquals(null, stored);
    assertFalse(new String(key, StandardCharsets.ISO_8859_1).contains(cookie));
    assertFalse(new String(stored, StandardCharsets.ISO_8859_1).contains(cookie));
  }
}

package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;

final class SessionsTest {
  private static final Attempt ATTEMPT =
      Attempt.of(
          1, "imap", InetAddress.getLoopbackAddress(), new Credentials.Password("jane", "secret"));

  private final Sessions sessions = new Sessions(LoginGuard.NONE, GuardFixture.AUTHORITY);
  private final List<String> expelled = new ArrayList<>();

  private static Authentication authenticated(long id) {
    return new Authentication.Authenticated(
        new Account(
            new AccountId(id),
            "user" + id,
            "",
            null,
            Account.Quota.UNLIMITED,
            Set.of("user"),
            true));
  }

  private Sessions.Open open(long account, String name) {
    Sessions.Entry entry =
        sessions.enter(ATTEMPT, () -> authenticated(account), () -> expelled.add(name));
    return entry.session();
  }

  @Test
  void allSessionsOfAnAccountEndAndNoOthers() {
    Sessions.Open first = open(1, "first");
    Sessions.Open second = open(1, "second");
    Sessions.Open other = open(2, "other");
    sessions.end(new AccountId(1));
    assertEquals(List.of("second", "first"), expelled);
    assertTrue(first.isEnded() && second.isEnded());
    assertFalse(other.isEnded());
    assertFalse(open(1, "third").isEnded(), "a later login is another session");
  }

  @Test
  void allSessionsOfAllAccountsEnd() {
    Sessions.Open first = open(1, "first");
    Sessions.Open second = open(2, "second");
    sessions.endAll();
    assertEquals(Set.of("first", "second"), Set.copyOf(expelled));
    assertTrue(first.isEnded() && second.isEnded());
    assertFalse(open(1, "third").isEnded(), "a later login is another session");
  }

  @Test
  void aClosedSessionIsForgottenWhereverItStands() {
    for (int closed = 0; closed < 3; closed++) {
      expelled.clear();
      List<Sessions.Open> three = List.of(open(1, "0"), open(1, "1"), open(1, "2"));
      three.get(closed).close();
      sessions.end(new AccountId(1));
      assertEquals(2, expelled.size());
      assertFalse(expelled.contains("" + closed));
      three.forEach(Sessions.Open::close);
      sessions.end(new AccountId(1));
      assertEquals(2, expelled.size(), "nobody is left, and closing twice does no harm");
    }
  }

  @Test
  void aLoginThatMeetsAChangeIsCheckedAgain() {
    var checks = new AtomicInteger();
    Sessions.Entry entry =
        sessions.enter(
            ATTEMPT,
            () -> {
              if (checks.incrementAndGet() > 1) {
                return new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);
              }
              sessions.end(new AccountId(1));
              return authenticated(1);
            },
            () -> expelled.add("it"));
    assertEquals(2, checks.get());
    assertInstanceOf(Authentication.Rejected.class, entry.answer());
    assertSame(Sessions.Open.NONE, entry.session());
  }

  @Test
  void whatAnotherNodeChangedIsWorkedOutAnew() {
    var role = new AtomicReference<>("admin");
    var directory =
        new LoginDirectory(_ -> inRole(role.get())) {
          @Override
          public Answer<Account> account(AccountId id) {
            return new Answer.Found<>(inRole(role.get()).account());
          }
        };
    var authority = new Authority(Authority.Book.of(Roles.STANDARD), directory, _ -> "");
    var session =
        new Sessions(LoginGuard.NONE, authority)
            .enter(ATTEMPT, () -> inRole(role.get()), () -> {})
            .session();
    role.set("user");
    assertTrue(session.may(Permission.QUEUE_GET), "nobody has said that it changed");
    authority.reconsider();
    assertFalse(session.may(Permission.QUEUE_GET));
  }

  private static Authentication.Authenticated inRole(String role) {
    return new Authentication.Authenticated(
        new Account(
            new AccountId(1), "jane", "", null, Account.Quota.UNLIMITED, Set.of(role), true));
  }

  @Test
  void theGuardStandsBeforeTheCheck() {
    var wait = new Authentication.Throttled(Duration.ofMinutes(1));
    var guarded =
        new Sessions(
            (attempt, check) -> attempt.equals(ATTEMPT) ? wait : check.get(),
            GuardFixture.AUTHORITY);
    Sessions.Entry entry =
        guarded.enter(
            ATTEMPT,
            () -> {
              throw new AssertionError("asked");
            },
            () -> expelled.add("it"));
    assertEquals(new Sessions.Entry(wait, Sessions.Open.NONE), entry);
  }

  @Test
  void itGivesUpWhenAccountsNeverRest() {
    Sessions.Entry entry =
        sessions.enter(
            ATTEMPT,
            () -> {
              sessions.end(new AccountId(9));
              return authenticated(1);
            },
            () -> expelled.add("it"));
    assertInstanceOf(Authentication.Unavailable.class, entry.answer());
    assertSame(Sessions.Open.NONE, entry.session());
    sessions.end(new AccountId(1));
    assertEquals(List.of(), expelled);
  }
}

package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Event;

class LoginsTest {
  private static final InetAddress REMOTE = InetAddress.getLoopbackAddress();
  private final List<Event> events = new ArrayList<>();

  @Test
  void anAdministratorMayDoEverythingAndAUserDoesNot() {
    var admin = accepted(login(new Authentication.Authenticated(account("admin"))));
    assertEquals(EnumSet.allOf(Permission.class), admin.permissions());
    var user = accepted(login(new Authentication.Authenticated(account("user"))));
    assertTrue(user.may(Permission.READ_MAIL));
    assertFalse(user.may(Permission.VIEW_DIRECTORY));
    assertFalse(user.may(Permission.OPERATE_SERVER));
    assertEquals(List.of(), events);
  }

  @Test
  void whoHasNoRoleThatWeKnowMayNotLogIn() {
    assertInstanceOf(
        Login.Refused.class, login(new Authentication.Authenticated(account("auditor"))));
    assertInstanceOf(AuthEvent.Failed.class, events.getFirst());
  }

  @Test
  void aRefusalIsAnEventThatSaysWhy() {
    assertInstanceOf(
        Login.Refused.class,
        login(new Authentication.Rejected(Authentication.Reason.WRONG_SECRET)));
    assertEquals(
        new AuthEvent.Failed(0, "http", "jane", REMOTE, "wrong secret"), events.getFirst());
  }

  @Test
  void aDirectoryThatCannotSayRefusesNobody() {
    assertEquals(new Login.Unavailable("down"), login(new Authentication.Unavailable("down")));
    assertEquals(new AuthEvent.Unavailable(0, "http", "jane", "down"), events.getFirst());
  }

  @Test
  void rolesHaveNames() {
    assertEquals(List.of("admin", "user"), Roles.STANDARD.names());
    assertTrue(Roles.STANDARD.has("user"));
    assertThrows(IllegalArgumentException.class, () -> new Roles(List.of(Role.USER, Role.USER)));
    assertEquals("view-directory", Permission.VIEW_DIRECTORY.text());
  }

  private Login login(Authentication answer) {
    var logins = new Logins(new OneAnswer(answer), Roles.STANDARD, events::add);
    return logins.login(new Credentials.Password("jane", "secret"), "http", REMOTE);
  }

  private static Caller accepted(Login login) {
    return assertInstanceOf(Login.Accepted.class, login).caller();
  }

  private static Account account(String role) {
    return new Account(
        new AccountId(1), "jane", "", null, Account.Quota.UNLIMITED, Set.of(role), true);
  }

  /// A directory that says the same to every login.
  private record OneAnswer(Authentication answer) implements Directory {
    @Override
    public Authentication authenticate(Credentials credentials) {
      return answer;
    }

    @Override
    public Answer<Account> account(AccountId id) {
      return new Answer.Unknown<>();
    }

    @Override
    public Answer<Account> account(String login) {
      return new Answer.Unknown<>();
    }

    @Override
    public Verdict isLocal(DomainName domain) {
      return new Verdict.No();
    }

    @Override
    public Resolution resolve(Address address) {
      return new Resolution.NotLocal();
    }

    @Override
    public Answer<List<Address>> addresses(AccountId account) {
      return new Answer.Unknown<>();
    }

    @Override
    public Verdict owns(AccountId account, Address address) {
      return new Verdict.No();
    }

    @Override
    public Answer<List<Address>> verify(String text, int limit) {
      return new Answer.Unknown<>();
    }

    @Override
    public Answer<List<Address>> expand(Address address) {
      return new Answer.Unknown<>();
    }
  }
}

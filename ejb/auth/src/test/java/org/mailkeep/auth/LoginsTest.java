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
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
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
    assertTrue(user.may(Permission.IMAP_FETCH));
    assertFalse(user.may(Permission.PRINCIPAL_LIST));
    assertFalse(user.may(Permission.SERVER_RELOAD));
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
  void whoLogsInIsKnownToTheAuditTrailByHowTheyDid() {
    String here = REMOTE.getHostAddress();
    var jane = new Authentication.Authenticated(account("admin"));
    assertEquals(new Actor("jane", "password", here), accepted(login(jane)).actor());
    assertEquals(
        new Actor("jane", "token", here),
        accepted(login(jane, new Credentials.Bearer("", "opaque"))).actor());
    assertEquals(
        new Actor("jane%boss", "master", here),
        accepted(login(jane, new Credentials.Password("jane%boss", "secret"))).actor());
    var ofTheFile =
        new Account(
            new AccountId(Long.MAX_VALUE),
            "root",
            "",
            null,
            Account.Quota.UNLIMITED,
            Set.of("admin"),
            true);
    assertEquals(
        new Actor("root", "configuration", here),
        accepted(login(new Authentication.Authenticated(ofTheFile))).actor());
  }

  @Test
  void rolesHaveNames() {
    assertEquals(List.of("admin", "tenant-admin", "user"), Roles.STANDARD.names());
    assertTrue(Roles.STANDARD.has("user"));
    assertThrows(IllegalArgumentException.class, () -> new Roles(List.of(Role.USER, Role.USER)));
    assertEquals("principal-list", Permission.PRINCIPAL_LIST.text());
  }

  private Login login(Authentication answer) {
    return login(answer, new Credentials.Password("jane", "secret"));
  }

  private Login login(Authentication answer, Credentials credentials) {
    var directory = new LoginDirectory(_ -> answer);
    var authority = new Authority(Authority.Book.of(Roles.STANDARD), directory, _ -> "");
    var keys = new AccessFixture().keys;
    var logins = new Logins(directory, LoginGuard.NONE, authority, keys, events::add);
    return logins.login(credentials, "http", REMOTE);
  }

  private static Caller accepted(Login login) {
    return assertInstanceOf(Login.Accepted.class, login).caller();
  }

  private static Account account(String role) {
    return new Account(
        new AccountId(1), "jane", "", null, Account.Quota.UNLIMITED, Set.of(role), true);
  }
}

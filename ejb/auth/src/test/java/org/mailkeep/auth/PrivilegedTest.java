package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.SecurityEvent;

final class PrivilegedTest {
  private static final InetAddress REMOTE = InetAddress.ofLiteral("192.0.2.1");
  private static final Authentication ASKED = new Authentication.Unavailable("the directory");

  private final List<Event> events = new ArrayList<>();
  private final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 1, 10, Duration.ofSeconds(30)),
          Chance.secure());
  private final Configuration configuration =
      Configuration.of(
          """
          [authentication]
          fallback-admin = { user = "root", secret = "%s" }
          master = { user = "master", secret = "open sesame" }
          """
              .formatted(passwords.hash("way in")),
          AuthSettings.class);
  private final Privileged privileged =
      new Privileged(
          new Privileged.Names(
              () -> AuthSettings.fallback(configuration), () -> AuthSettings.master(configuration)),
          passwords,
          PrivilegedTest::account,
          events::add);

  @AfterEach
  void close() {
    passwords.close();
  }

  private static Answer<Account> account(String login) {
    return switch (login) {
      case "jane@example.org", "gone@example.org" ->
          new Answer.Found<>(
              new Account(
                  new AccountId(7),
                  login,
                  "",
                  null,
                  Account.Quota.UNLIMITED,
                  Set.of("user"),
                  login.startsWith("jane")));
      case "down@example.org" -> new Answer.Unavailable<>("down");
      default -> new Answer.Unknown<>();
    };
  }

  @Test
  void theAdministratorOfTheFileLogsInWhateverTheDirectorySays() {
    var answer = assertInstanceOf(Authentication.Authenticated.class, http("root", "way in"));
    assertEquals(Set.of("admin"), answer.account().roles());
    assertEquals("root", answer.account().login());
    assertEquals(List.of(new SecurityEvent.FallbackLogin("root", REMOTE)), events);
  }

  @Test
  void withAnotherPasswordTheDirectoryIsAsked() {
    assertEquals(ASKED, http("root", "wrong"));
    assertEquals(ASKED, http("Root", "way in"));
    assertEquals(List.of(), events);
  }

  @Test
  void theAdministratorOfTheFileHasNoMail() {
    assertEquals(ASKED, imap("root", "way in"));
  }

  @Test
  void theMasterIsWhoeverItSays() {
    var answer =
        assertInstanceOf(
            Authentication.Authenticated.class, imap("jane@example.org%master", "open sesame"));
    assertEquals("jane@example.org", answer.account().login());
    assertEquals(
        List.of(new SecurityEvent.MasterLogin(9, "imap", "master", "jane@example.org", REMOTE)),
        events);
  }

  @Test
  void theMastersMistakesAreRefused() {
    assertEquals(
        rejected(Authentication.Reason.WRONG_SECRET), imap("jane@example.org%master", "sesame"));
    assertEquals(
        rejected(Authentication.Reason.UNKNOWN_LOGIN),
        imap("joe@example.org%master", "open sesame"));
    assertEquals(rejected(Authentication.Reason.UNKNOWN_LOGIN), imap("%master", "open sesame"));
    assertEquals(
        rejected(Authentication.Reason.DISABLED), imap("gone@example.org%master", "open sesame"));
    assertEquals(
        new Authentication.Unavailable("down"), imap("down@example.org%master", "open sesame"));
    assertEquals(ASKED, imap("jane@example.org%other", "open sesame"));
    assertEquals(ASKED, imap("master", "open sesame"), "itself it is nobody");
    assertEquals(List.of(), events);
  }

  @Test
  void nobodyIsPrivilegedUnlessTheFileSaysSo() {
    var none =
        new Privileged(
            new Privileged.Names(Optional::empty, Optional::empty),
            passwords,
            PrivilegedTest::account,
            events::add);
    assertEquals(ASKED, check(none, "http", "root", "way in"));
    assertEquals(ASKED, check(none, "imap", "jane@example.org%master", "open sesame"));
  }

  private static Authentication rejected(Authentication.Reason reason) {
    return new Authentication.Rejected(reason);
  }

  private Authentication http(String login, String password) {
    return check(privileged, "http", login, password);
  }

  private Authentication imap(String login, String password) {
    return check(privileged, "imap", login, password);
  }

  private static Authentication check(
      LoginGuard guard, String protocol, String login, String password) {
    var credentials = new Credentials.Password(login, password);
    return guard.check(Attempt.of(9, protocol, REMOTE, credentials), () -> ASKED);
  }
}

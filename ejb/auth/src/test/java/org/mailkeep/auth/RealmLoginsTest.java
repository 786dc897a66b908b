package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.Actor;
import org.mailkeep.settings.Configuration;

class RealmLoginsTest {
  private static final InetAddress REMOTE = InetAddress.getLoopbackAddress();
  private static final Authentication WRONG =
      new Authentication.Rejected(Authentication.Reason.WRONG_SECRET);

  private final List<String> asked = new ArrayList<>();
  private final Configuration configuration =
      Configuration.of(
          """
          [authentication.realm]
          file.roles.admin = ["bosses", "owners"]
          ldap.roles.tenant-admin = "staff"
          ldap.roles.user = ["staff", "others"]
          """,
          RealmSettings.class);
  private final RealmLogins realms =
      new RealmLogins(this::asked, () -> RealmSettings.roles(configuration));

  /// One knows Rita, two knows Tom, and the second is down for Dora.
  private Realms.Answer asked(String realm, String name, String password) {
    asked.add(realm);
    return switch (realm + " " + name + " " + password) {
      case "file rita secret" -> new Realms.Answer.In(Set.of("owners", "asadmin"));
      case "file tom secret" -> new Realms.Answer.In(Set.of("asadmin"));
      case "ldap tom secret" -> new Realms.Answer.In(Set.of("staff"));
      case "ldap dora secret" -> new Realms.Answer.Unavailable("down");
      default -> new Realms.Answer.Refused();
    };
  }

  private Authentication http(String name, String password) {
    return check("http", new Credentials.Password(name, password), WRONG);
  }

  private Authentication check(String protocol, Credentials credentials, Authentication answer) {
    return realms.check(Attempt.of(1, protocol, REMOTE, credentials), () -> answer);
  }

  @Test
  void groupsOfARealmGiveRoles() {
    var rita = assertInstanceOf(Authentication.Authenticated.class, http("rita", "secret"));
    assertEquals("file:rita", rita.account().login());
    assertEquals(Set.of("admin"), rita.account().roles());
    var tom = assertInstanceOf(Authentication.Authenticated.class, http("tom", "secret"));
    assertEquals("ldap:tom", tom.account().login());
    assertEquals(Set.of("tenant-admin", "user"), tom.account().roles());
  }

  @Test
  void whoIsInNoGroupThatCountsIsRefused() {
    assertEquals(WRONG, http("rita", "wrong"));
    assertEquals(WRONG, http("nobody", "secret"));
    assertEquals(List.of("file", "ldap", "file", "ldap"), asked);
  }

  @Test
  void aRealmThatIsAwayRefusesNobody() {
    assertEquals(new Authentication.Unavailable("realm ldap: down"), http("dora", "secret"));
    assertInstanceOf(Authentication.Authenticated.class, http("rita", "secret"));
  }

  @Test
  void aRealmIsAskedForWhomNoDirectoryTakesAndByNameAndPasswordAlone() {
    var password = new Credentials.Password("rita", "secret");
    var down = new Authentication.Unavailable("down");
    assertEquals(down, check("http", password, down));
    assertEquals(GuardFixture.RIGHT, check("http", password, GuardFixture.RIGHT));
    assertEquals(WRONG, check("imap", password, WRONG));
    assertEquals(WRONG, check("http", new Credentials.Bearer("rita", "secret"), WRONG));
    assertEquals(WRONG, http("rita", ""));
    assertEquals(List.of(), asked);
  }

  @Test
  void whoIsOfARealmMayWhatTheirRolesAllow() {
    var directory = new LoginDirectory(_ -> WRONG);
    var authority = new Authority(Authority.Book.of(Roles.STANDARD), directory, _ -> "");
    var logins = new Logins(directory, realms, authority, new AccessFixture().keys, _ -> {});
    Login login = logins.login(new Credentials.Password("rita", "secret"), "http", REMOTE);
    Caller rita = assertInstanceOf(Login.Accepted.class, login).caller();
    assertTrue(rita.may(Permission.SERVER_RELOAD));
    assertEquals(new Actor("file:rita", "realm", REMOTE.getHostAddress()), rita.actor());
    Login other = logins.login(new Credentials.Password("tom", "secret"), "http", REMOTE);
    assertFalse(
        assertInstanceOf(Login.Accepted.class, other).caller().may(Permission.SERVER_RELOAD));
  }
}

package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.store.servers.OpenLdapServer;

/// The server is asked by nobody in particular, shows that to everybody but for passwords, and
/// checks these by a bind.
@Tag("servers")
class LdapAnonymousTest extends LdapContract {
  private static final List<Population.Member> JANE =
      List.of(
          new Population.Member(
              Population.Person.of("jane", "jane's secret", "jane@example.org"),
              "individual",
              List.of(),
              List.of()));

  @Override
  String more() {
    return "bind.auth.method = \"lookup\"\n";
  }

  @Override
  String service() {
    return "";
  }

  @Override
  String folder() {
    return "open";
  }

  @Test
  void passwordsAreCheckedByTemplate() {
    String base = filled(JANE);
    String template =
        "bind.auth.method = \"template\"\nbind.auth.template = \"uid={local}," + base + "\"\n";
    var directory = foreign(directory(url(), base, template), Set.of());
    var found =
        assertInstanceOf(Authentication.Authenticated.class, login(directory, "jane's secret"));
    assertEquals("jane", found.account().login());
    assertInstanceOf(Authentication.Rejected.class, login(directory, "wrong"));
  }

  /// They are for nobody to read, so nobody gets in by them.
  @Test
  void passwordsAreNotCompared() {
    var directory = foreign(directory(url(), filled(JANE), ""), Set.of());
    assertInstanceOf(Authentication.Rejected.class, login(directory, "jane's secret"));
  }

  @Test
  void whatIsNotForEverybodyIsATemporaryFailure() {
    var source = directory(url(), OpenLdapServer.SUFFIX, more());
    assertInstanceOf(Answer.Unavailable.class, source.recipients("jane@example.org"));
    assertInstanceOf(Answer.Unavailable.class, source.entry("jane"));
    source.close();
  }

  private static Authentication login(Directory directory, String password) {
    return directory.authenticate(new Credentials.Password("jane", password));
  }
}

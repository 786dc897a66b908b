package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.kernel.Cache;
import org.mailkeep.store.servers.KeycloakServer;
import org.mailkeep.store.servers.TestAuthority;

/// A provider of the world's, asked in each way.
@Tag("servers")
class KeycloakTest extends OidcFixture {
  private static final String GROUPS =
      "claim-groups = \"realm_access.roles\"\nroles.admin = \"mail-admin\"\n";
  private static final String INTROSPECT =
      """
      endpoint.method = "introspect"
      auth.username = "mailkeep"
      auth.secret = "mailkeep-secret"
      """;
  private static final String USERINFO = "endpoint.method = \"userinfo\"\n";

  private static KeycloakServer keycloak;

  @BeforeAll
  static void startKeycloak() throws IOException {
    keycloak = KeycloakServer.started();
  }

  @AfterAll
  static void stopKeycloak() throws IOException {
    keycloak.close();
  }

  @Override
  InstantSource time() {
    return InstantSource.system();
  }

  private ForeignDirectory asked(String more) {
    return configured(
        "timeout = \"30s\"\nissuer-url = \"" + keycloak.issuer() + "\"\n" + more, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", INTROSPECT, USERINFO})
  void itSaysWhoseATokenIs(String method) throws IOException {
    var directory = asked(method + GROUPS);
    Account jane = accepted(directory, keycloak.login(KeycloakServer.MAIL, "jane"));
    assertEquals("jane", jane.login());
    assertEquals("Jane Doe", jane.name());
    assertEquals("jane@sso.example", String.valueOf(jane.address()));
    assertEquals(Set.of("user"), jane.roles());
    assertEquals(jane.id(), accepted(directory, keycloak.login(KeycloakServer.MAIL, "jane")).id());
    Account fresh = accepted(directory, keycloak.login(KeycloakServer.MAIL, "fresh"));
    assertEquals(null, fresh.address(), "an address that is not verified");
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory, "nonsense"));
    assertEquals(List.of(), troubles);
    assertEquals(Optional.empty(), directory.source().trouble());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", INTROSPECT})
  void rolesThereAreRolesHere(String method) throws IOException {
    Account boss = accepted(asked(method + GROUPS), keycloak.login(KeycloakServer.MAIL, "boss"));
    assertEquals(Set.of("user", "admin"), boss.roles());
  }

  /// To whom a token is not given, it is not active.
  @ParameterizedTest
  @ValueSource(strings = {"", INTROSPECT})
  void tokensForOthersAreRefused(String method) throws IOException {
    var directory = asked(method);
    assertEquals(
        rejected(method.isEmpty() ? Reason.MEANT_FOR_OTHERS : Reason.WRONG_SECRET),
        login(directory, keycloak.login(KeycloakServer.CALENDAR, "jane")));
    assertEquals(
        rejected(Reason.MEANT_FOR_OTHERS),
        login(directory, keycloak.login(KeycloakServer.MAIL, "jane", "email")),
        "no scope openid");
  }

  @Test
  void aTokenEnds() throws IOException, InterruptedException {
    String token = keycloak.login(KeycloakServer.SHORT, "jane");
    var signed = asked("clock-skew = \"1s\"\n");
    var introspected = asked(INTROSPECT + "clock-skew = \"1s\"\n");
    accepted(signed, token);
    Instant end = Instant.now().plusSeconds(20);
    while (login(signed, token) instanceof Authentication.Authenticated) {
      assertTrue(Instant.now().isBefore(end), "it does not end");
      Thread.sleep(Duration.ofMillis(200));
    }
    assertEquals(rejected(Reason.EXPIRED), login(signed, token));
    assertEquals(rejected(Reason.EXPIRED), login(introspected, token));
    assertEquals(
        rejected(Reason.WRONG_SECRET), login(asked(USERINFO), token), "of a minute's skew");
  }

  @Test
  void aRevokedTokenIsRefusedWhenTheProviderIsAsked() throws IOException {
    String token = keycloak.login(KeycloakServer.MAIL, "jane");
    var introspected = asked(INTROSPECT);
    var remembering =
        configured(
            "issuer-url = \"" + keycloak.issuer() + "\"\n" + INTROSPECT,
            new Cache.Spec("tokens", 10, REMEMBERED));
    accepted(introspected, token);
    accepted(remembering, token);
    keycloak.revoke(KeycloakServer.MAIL, token);
    assertEquals(rejected(Reason.WRONG_SECRET), login(introspected, token));
    assertEquals(rejected(Reason.WRONG_SECRET), login(asked(USERINFO), token));
    accepted(remembering, token);
    clock.pass(REMEMBERED);
    assertEquals(rejected(Reason.WRONG_SECRET), login(remembering, token));
    accepted(asked(""), token); // a signature says nothing of that
  }

  @Test
  void aNewKeyIsTakenAtOnce() throws IOException {
    var directory = asked("");
    String before = keycloak.login(KeycloakServer.MAIL, "jane");
    accepted(directory, before);
    keycloak.rotateKeys();
    String after = keycloak.login(KeycloakServer.MAIL, "jane");
    assertTrue(!header(before).equals(header(after)), "the same key");
    accepted(directory, after);
    accepted(directory, before);
  }

  private static String header(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  @Test
  void aWrongSecretOfOursIsTrouble() throws IOException {
    var directory = asked(INTROSPECT.replace("mailkeep-secret", "wrong"));
    assertInstanceOf(
        Authentication.Unavailable.class,
        login(directory, keycloak.login(KeycloakServer.MAIL, "jane")));
    assertTrue(troubles.getFirst().contains("refuses us with status 401"), troubles.toString());
    assertTrue(directory.source().trouble().isPresent());
  }

  /// Nobody knows who has signed its certificate.
  @Test
  void aCertificateMustBeTrusted(@TempDir Path folder) throws IOException {
    String settings = "issuer-url = \"" + keycloak.tlsIssuer() + "\"\n";
    assertTrouble(settings, "its certificate is not trusted, unless tls.ca names");
    assertTrouble(settings, "PKIX");
    String theirs = Files.readString(TestAuthority.in(folder).certificate());
    assertTrouble(settings + TestAuthority.setting(theirs), "unless tls.ca names");
    String ours = TestAuthority.setting(keycloak.authority());
    assertTrouble(
        settings.replace("127.0.0.1", "localhost") + ours, "No name matching localhost found");
    for (String trusting : List.of("tls.allow-invalid-certs = true\n", ours)) {
      assertEquals(Optional.empty(), configured(settings + trusting, null).source().trouble());
    }
  }

  /// Browsers are sent where discovery says.
  @Test
  void signInTakesTheSameCertificates() throws IOException {
    var visit =
        new SignInProvider.Visit(
            URI.create("https://mail.example.org/auth/callback"), "s", "n", "v".repeat(43));
    assertInstanceOf(Answer.Unavailable.class, signIn("").entrance(visit));
    String ours = TestAuthority.setting(keycloak.authority());
    assertInstanceOf(Answer.Found.class, signIn(ours).entrance(visit));
  }

  private SignInProvider signIn(String more) {
    String toml =
        "[directory.sso]\ntype = \"oidc\"\nissuer-url = \"%s\"\nsign-in.client-id = \"mail\"\n"
            .formatted(keycloak.tlsIssuer());
    SignInProvider flow =
        SignInSettings.provider(configuration(toml + more), "sso", clock).orElseThrow();
    open.add(flow);
    return flow;
  }

  private void assertTrouble(String settings, String why) {
    var trouble = configured(settings, null).source().trouble();
    assertTrue(trouble.orElse("").contains(why), trouble.toString());
  }

  @Test
  void aRealmThatIsNotThereIsTrouble() throws IOException {
    String token = keycloak.login(KeycloakServer.MAIL, "jane");
    var directory = configured("issuer-url = \"" + keycloak.issuer() + "x\"\n", null);
    assertInstanceOf(Authentication.Unavailable.class, login(directory, token));
    assertTrue(troubles.getFirst().contains("status 404"), troubles.toString());
  }
}

package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsTest {
  private static final String GOOD =
      """
      [directory.x]
      type = "oidc"
      issuer-url = "https://sso.example.org/realms/mail"
      claim-groups = "groups"
      roles.admin = ["bosses", "owners"]
      roles.clerk = "owners"
      """;

  @Test
  void aProviderIsReadWithItsDefaults() {
    OidcConfig config = OidcSettings.config(OidcFixture.configuration(GOOD), "x");
    assertEquals(new OidcConfig.Method.Signature(), config.judged());
    assertEquals(
        new OidcConfig.Demands(
            Set.of("mailkeep"), Set.of("openid", "email"), Duration.ofMinutes(1)),
        config.demands());
    assertEquals(Set.of("admin"), config.meaning().roles().get("bosses"));
    assertEquals(Set.of("admin", "clerk"), config.meaning().roles().get("owners"));
    assertEquals("preferred_username", config.meaning().username());
    assertEquals(1 << 20, config.bounds().octets());
    assertEquals(
        Optional.of("https://sso.example.org/realms/mail/.well-known/openid-configuration"),
        OidcSettings.discovery(OidcFixture.configuration(GOOD), "x"));
    assertEquals("openid email", OidcSettings.scope(OidcFixture.configuration(GOOD), "x"));
  }

  @Test
  void secretsAreNotPrinted() {
    String more =
        "endpoint.method = \"introspect\"\nauth.username = \"m\"\nauth.secret = \"psst\"\n";
    OidcConfig config = OidcSettings.config(OidcFixture.configuration(GOOD + more), "x");
    assertEquals(
        new OidcConfig.Method.Introspect(new OidcConfig.Authorization.Basic("m", "psst")),
        config.judged());
    assertFalse(config.toString().contains("psst"));
    String token = "endpoint.method = \"introspect\"\nauth.token = \"psst\"\n";
    assertFalse(
        OidcSettings.config(OidcFixture.configuration(GOOD + token), "x")
            .toString()
            .contains("psst"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer-url = \"https://sso.example.org/realms/mail\" | '' | directory.x.issuer-url",
        "https://sso.example.org/realms/mail | sso.example.org | directory.x.issuer-url",
        "https://sso.example.org/realms/mail | http://sso.example.org | directory.x.issuer-url",
        "https://sso.example.org/realms/mail | https://a:b@sso.example.org |"
            + " directory.x.issuer-url",
        "claim-groups = \"groups\" | '' | directory.x.claim-groups",
        "roles.clerk = \"owners\" | endpoint.url = \"https://x.example/\" |"
            + " directory.x.endpoint.method",
        "roles.clerk = \"owners\" | endpoint.method = \"ask\" | directory.x.endpoint.method",
        "roles.clerk = \"owners\" | username-domain = \"a b\" | directory.x.username-domain",
        "roles.clerk = \"owners\" | auth.method = \"basic\" | directory.x.auth.username",
        "roles.clerk = \"owners\" | auth.username = \"x\" | directory.x.auth.secret",
        "roles.clerk = \"owners\" | auth.method = \"token\" | directory.x.auth.token",
        "roles.clerk = \"owners\" | max-answer = \"10\" | directory.x.max-answer",
        "roles.clerk = \"owners\" | issuer = \"x\" | directory.x.issuer",
        "issuer-url = \"https://sso.example.org/realms/mail\" | sign-in.client-id = \"x\" |"
            + " directory.x.sign-in.client-id",
        "roles.clerk = \"owners\" | sign-in.client-secret = \"x\" |"
            + " directory.x.sign-in.client-secret",
        "roles.clerk = \"owners\" | sign-in.scopes = \"email\" | directory.x.sign-in.scopes"
      })
  void whatIsWrongIsRefused(String good, String bad, String key) {
    String toml = GOOD.replace(good, bad);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> OidcFixture.configuration(toml), toml);
    assertTrue(String.valueOf(refused.getMessage()).contains(key), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"require-audience, mail", "require-scopes, openid"})
  void userinfoSaysNothingOfAudienceAndScopes(String key, String value) {
    String toml = GOOD + "endpoint.method = \"userinfo\"\n";
    OidcConfig config = OidcSettings.config(OidcFixture.configuration(toml), "x");
    assertEquals(Set.of(), config.demands().audience());
    assertEquals(Set.of(), config.demands().scopes());
    String wrong = toml + key + " = \"" + value + "\"\n";
    var refused =
        assertThrows(IllegalArgumentException.class, () -> OidcFixture.configuration(wrong));
    assertTrue(String.valueOf(refused.getMessage()).contains(key), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "https, '', holds no certificate in PEM",
    "https, tls.allow-invalid-certs = true, does nothing with directory.x.tls.allow-invalid-certs",
    "http, allow-plain-http = true, needs https in directory.x.issuer-url",
    "http, 'allow-plain-http = true\nendpoint.url = \"https://sso.example.org/ask\"',"
        + " needs https in directory.x.issuer-url"
  })
  void authoritiesMustBeSomeAndBeAsked(String scheme, String more, String why) {
    String toml = GOOD.replace("https:", scheme + ":") + "tls.ca = \"no PEM\"\n" + more;
    var refused =
        assertThrows(IllegalArgumentException.class, () -> OidcFixture.configuration(toml));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(":7: directory.x.tls.ca: " + why), message);
  }

  @Test
  void aTrustedNetworkNeedsNoTls() {
    String toml = GOOD.replace("https:", "http:") + "allow-plain-http = true\n";
    assertTrue(OidcSettings.config(OidcFixture.configuration(toml), "x").provider().plain());
  }
}

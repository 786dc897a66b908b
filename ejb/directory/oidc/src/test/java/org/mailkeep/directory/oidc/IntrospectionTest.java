package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.foreign.ForeignDirectory;

/// Tokens that the provider is asked about.
class IntrospectionTest extends OidcFixture {
  private static final String BASIC =
      """
      endpoint.method = "introspect"
      auth.username = "mail server"
      auth.secret = "s3cr:t+%"
      """;
  private static final String USERINFO = "endpoint.method = \"userinfo\"\n";

  private void knows(String token, Map<String, Object> more) {
    Map<String, Object> said = new HashMap<>();
    said.put("active", true);
    said.put("sub", "5f1c");
    said.put("username", "john");
    said.put("email", "john@example.org");
    said.put("aud", "mailkeep");
    said.put("scope", "openid email");
    said.put("exp", clock.instant().plusSeconds(300).getEpochSecond());
    said.putAll(more);
    provider.tokens.put(token, said);
  }

  @Test
  void anActiveTokenSaysWhoItIs() {
    knows("opaque", Map.of());
    assertEquals("john", accepted(directory(BASIC), "opaque").login());
    // RFC 6749 §2.3.1: name and secret are encoded as in a form
    byte[] both = "mail+server:s3cr%3At%2B%25".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "/introspect Basic " + Base64.getEncoder().encodeToString(both), provider.asked.getLast());
  }

  @ParameterizedTest
  @CsvSource({
    "auth.method = \"user-token\", Bearer opaque",
    "auth.token = \"ours\", Bearer ours",
    "auth.method = \"none\", null"
  })
  void itIsAskedAsTheSettingsSay(String setting, String authorization) {
    knows("opaque", Map.of());
    accepted(directory("endpoint.method = \"introspect\"\n" + setting + "\n"), "opaque");
    assertEquals("/introspect " + authorization, provider.asked.getLast());
  }

  /// A file of an older server: no issuer, no demands.
  @Test
  void anEndpointAloneWillDo() {
    knows("opaque", Map.of("aud", "other", "scope", "", "mail", "j@example.org", "uid", "jj"));
    String old =
        """
        endpoint.url = "%s/introspect"
        fields.email = "mail"
        fields.username = "uid"
        fields.full-name = "sub"
        """
            .formatted(provider.issuer());
    var directory = configured(old + BASIC, null);
    var john = accepted(directory, "opaque");
    assertEquals("jj", john.login());
    assertEquals("5f1c", john.name());
    assertEquals("j@example.org", String.valueOf(john.address()));
    assertEquals(0, provider.times("/.well-known/openid-configuration"));
    assertEquals(Optional.empty(), directory.source().trouble());
  }

  @Test
  void whatIsNotActiveIsRefused() {
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(BASIC), "nobody's"));
    knows("over", Map.of("active", false));
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(BASIC), "over"));
    assertEquals(List.of(), troubles);
  }

  @ParameterizedTest
  @CsvSource({
    "aud, other, MEANT_FOR_OTHERS",
    "scope, openid, MEANT_FOR_OTHERS",
    "iss, https://other.example, WRONG_SECRET",
    "exp, 1, EXPIRED"
  })
  void anActiveTokenMayStillBeForOthers(String claim, String value, Reason why) {
    knows("opaque", Map.of(claim, claim.equals("exp") ? Long.valueOf(value) : value));
    assertEquals(rejected(why), login(directory(BASIC), "opaque"));
  }

  @Test
  void aRevokedTokenIsRefusedAtOnceOrWhenItIsNoLongerRemembered() {
    knows("opaque", Map.of());
    var plain = directory(BASIC);
    var remembering = remembering(BASIC);
    accepted(plain, "opaque");
    accepted(remembering, "opaque");
    provider.tokens.clear();
    assertEquals(rejected(Reason.WRONG_SECRET), login(plain, "opaque"));
    accepted(remembering, "opaque");
    clock.pass(REMEMBERED);
    assertEquals(rejected(Reason.WRONG_SECRET), login(remembering, "opaque"));
  }

  @Test
  void aTokenIsNotRememberedForLongerThanItIsGood() {
    knows("opaque", Map.of("exp", clock.instant().plusSeconds(100).getEpochSecond()));
    var remembering = remembering(BASIC);
    accepted(remembering, "opaque");
    accepted(remembering, "opaque");
    assertEquals(1, provider.times("/introspect"));
    clock.pass(Duration.ofSeconds(200));
    assertEquals(rejected(Reason.EXPIRED), login(remembering, "opaque"));
    assertEquals(2, provider.times("/introspect"));
  }

  /// It is no guess, and nobody is asked; what it says in its favour counts for nothing.
  @Test
  void aTokenThatSaysThatItIsOverIsBelieved() {
    String token = provider.signed(provider.claims());
    knows(token, Map.of());
    var directory = directory(BASIC);
    accepted(directory, token);
    clock.pass(Duration.ofSeconds(361));
    long asked = provider.times("/introspect");
    assertEquals(rejected(Reason.EXPIRED), login(directory, token));
    assertEquals(asked, provider.times("/introspect"));
    String unknown = provider.signed(provider.claims().subject("admin"));
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory, unknown));
  }

  @Test
  void aRefusalIsNotRemembered() {
    var remembering = remembering(BASIC);
    assertEquals(rejected(Reason.WRONG_SECRET), login(remembering, "opaque"));
    knows("opaque", Map.of());
    accepted(remembering, "opaque");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429})
  void aProviderThatRefusesUsIsATemporaryFailure(int status) {
    knows("opaque", Map.of());
    provider.instead.put("/introspect", new FakeProvider.Answer(status, "{}"));
    var directory = directory(BASIC);
    assertInstanceOf(Authentication.Unavailable.class, login(directory, "opaque"));
    assertTrue(troubles.getFirst().contains("status " + status), troubles.toString());
    assertTrue(directory.source().trouble().isPresent());
  }

  @Test
  void userinfoTellsWhoseATokenIs() {
    knows("opaque", Map.of("preferred_username", "jo"));
    ForeignDirectory directory = directory(USERINFO);
    assertEquals("jo", accepted(directory, "opaque").login());
    assertEquals("/userinfo Bearer opaque", provider.asked.getLast());
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory, "nobody's"));
    provider.instead.put("/userinfo", new FakeProvider.Answer(403, ""));
    assertEquals(rejected(Reason.MEANT_FOR_OTHERS), login(directory, "opaque"));
    provider.instead.put("/userinfo", new FakeProvider.Answer(200, "{\"email\":\"a@b.example\"}"));
    assertInstanceOf(Authentication.Unavailable.class, login(directory, "opaque"));
  }
}

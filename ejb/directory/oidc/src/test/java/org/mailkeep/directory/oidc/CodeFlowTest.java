package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.directory.api.SignInProvider.Redeemed;
import org.mailkeep.directory.api.SignInProvider.Visit;

/// Browsers are sent to a provider and come back with a code.
class CodeFlowTest extends OidcFixture {
  private static final URI BACK = URI.create("https://mail.example.org/auth/callback");
  private static final Visit VISIT = new Visit(BACK, "a state", "n0nce", "v".repeat(43));
  private static final String ACCESS = "an-access-token";
  private static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = UnaryOperator.identity();

  private SignInProvider flow(String more) {
    String toml =
        "[directory.sso]\ntype = \"oidc\"\ntimeout = \"5s\"\nissuer-url = \""
            + provider.issuer()
            + "\"\nsign-in.client-id = \"my client\"\n"
            + more;
    SignInProvider flow = SignInSettings.provider(configuration(toml), "sso", clock).orElseThrow();
    open.add(flow);
    return flow;
  }

  private JWTClaimsSet.Builder idToken() {
    var now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(provider.issuer())
        .subject("5f1c")
        .audience("my client")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .claim("nonce", VISIT.nonce());
  }

  private void grant(String idToken) {
    provider.grants.put(
        "a code",
        new FakeProvider.Grant(FakeProvider.challenge(VISIT.verifier()), ACCESS, idToken));
  }

  private Redeemed redeemed(UnaryOperator<JWTClaimsSet.Builder> change) {
    grant(provider.signed(change.apply(idToken())));
    return flow("").redeem("a code", VISIT);
  }

  private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
    assertInstanceOf(Redeemed.Refused.class, redeemed(change));
  }

  @Test
  void aBrowserIsSentWithAChallengeForTheCode() {
    var found = assertInstanceOf(Answer.Found.class, flow("").entrance(VISIT));
    URI where = (URI) found.value();
    assertTrue(where.toString().startsWith(provider.issuer() + "/authorize?theme=plain&"));
    assertEquals(
        Map.of(
            "theme", "plain",
            "response_type", "code",
            "client_id", "my client",
            "redirect_uri", BACK.toString(),
            "scope", "openid email profile",
            "state", "a state",
            "nonce", "n0nce",
            "code_challenge", FakeProvider.challenge(VISIT.verifier()),
            "code_challenge_method", "S256"),
        FakeProvider.fields(where.getRawQuery()));
    assertFalse(where.toString().contains(VISIT.verifier()));
  }

  /// RFC 7636, appendix B.
  @Test
  void theChallengeIsThatOfTheStandard() {
    var visit = new Visit(BACK, "s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    var found = assertInstanceOf(Answer.Found.class, flow("").entrance(visit));
    assertTrue(
        String.valueOf(found.value())
            .contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"));
  }

  @Test
  void aCodeGivesTokensOnce() {
    String id = provider.signed(idToken());
    grant(id);
    var flow = flow("sign-in.client-secret = \"a:secret\"\n");
    assertEquals(new Redeemed.Tokens(ACCESS, id), flow.redeem("a code", VISIT));
    String basic =
        Base64.getEncoder()
            .encodeToString("my+client:a%3Asecret".getBytes(StandardCharsets.US_ASCII));
    assertTrue(provider.asked.contains("/token Basic " + basic), provider.asked.toString());
    assertEquals(BACK.toString(), provider.form.get("redirect_uri"));
    assertEquals(
        new Redeemed.Refused("the provider refuses the code: invalid_grant"),
        flow.redeem("a code", VISIT));
  }

  @Test
  void aPublicClientHasNoSecret() {
    grant(provider.signed(idToken()));
    assertInstanceOf(Redeemed.Tokens.class, flow("").redeem("a code", VISIT));
    assertTrue(provider.asked.contains("/token null"), provider.asked.toString());
    assertEquals("my client", provider.form.get("client_id"));
  }

  @Test
  void aCodeOfAnotherVisitIsRefused() {
    grant(provider.signed(idToken()));
    var other = new Visit(BACK, "a state", "n0nce", "w".repeat(43));
    assertInstanceOf(Redeemed.Refused.class, flow("").redeem("a code", other));
  }

  @Test
  void anIdTokenIsOfThisVisitAndForUs() {
    assertInstanceOf(Redeemed.Tokens.class, redeemed(AS_IT_IS));
    assertInstanceOf(
        Redeemed.Tokens.class,
        redeemed(
            token -> token.audience(List.of("others", "my client")).claim("azp", "my client")));
    assertRefused(token -> token.claim("nonce", "another"));
    assertRefused(token -> token.claim("nonce", null));
    assertRefused(token -> token.audience("others"));
    assertRefused(token -> token.claim("azp", "others"));
    assertRefused(token -> token.issuer("https://evil.example"));
    assertRefused(token -> token.subject(null));
    assertRefused(token -> token.issueTime(null));
    Date past = Date.from(clock.instant().minus(Duration.ofMinutes(2)));
    assertRefused(token -> token.expirationTime(past));
  }

  @Test
  void aForgedIdTokenIsRefused() {
    RSAKey forger = FakeProvider.newKey("first");
    grant(FakeProvider.signed(idToken(), forger, JOSEObjectType.JWT));
    assertInstanceOf(Redeemed.Refused.class, flow("").redeem("a code", VISIT));
    grant("nonsense");
    assertInstanceOf(Redeemed.Refused.class, flow("").redeem("a code", VISIT));
  }

  /// OpenID Connect Core 1.0 §3.1.3.6.
  @Test
  void theTokensBelongTogether() throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(ACCESS.getBytes(StandardCharsets.US_ASCII));
    String half = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    assertInstanceOf(Redeemed.Tokens.class, redeemed(token -> token.claim("at_hash", half)));
    assertRefused(token -> token.claim("at_hash", half.replace(half.charAt(0), '_')));
  }

  @Test
  void aProviderThatFailsIsATemporaryFailure() {
    var flow = flow("");
    provider.instead.put("/token", new FakeProvider.Answer(503, ""));
    assertInstanceOf(Redeemed.Unavailable.class, flow.redeem("a code", VISIT));
    provider.instead.put("/token", new FakeProvider.Answer(200, "{}"));
    assertInstanceOf(Redeemed.Unavailable.class, flow.redeem("a code", VISIT));
    provider.instead.put("/token", new FakeProvider.Answer(401, "{}"));
    assertInstanceOf(Redeemed.Unavailable.class, flow.redeem("a code", VISIT));
    provider.close();
    assertInstanceOf(Redeemed.Unavailable.class, flow.redeem("a code", VISIT));
    assertInstanceOf(Answer.Unavailable.class, flow("").entrance(VISIT));
    assertInstanceOf(Answer.Unavailable.class, flow("").exit("id", BACK));
  }

  @Test
  void aBrowserIsSentOutWithItsIdToken() {
    URI where =
        URI.create(
            provider.issuer()
                + "/logout?id_token_hint=id&client_id=my+client"
                + "&post_logout_redirect_uri=https%3A%2F%2Fmail.example.org%2Fauth%2Fcallback");
    assertEquals(new Answer.Found<>(where), flow("").exit("id", BACK));
    provider.instead.put(
        "/.well-known/openid-configuration",
        new FakeProvider.Answer(200, "{\"issuer\":\"" + provider.issuer() + "\"}"));
    assertEquals(new Answer.Unknown<URI>(), flow("").exit("id", BACK));
  }

  @Test
  void noClientNoSignIn() {
    var none =
        configuration(
            "[directory.sso]\ntype = \"oidc\"\nissuer-url = \"" + provider.issuer() + "\"\n");
    assertEquals(Optional.empty(), SignInSettings.provider(none, "sso", clock));
  }
}

package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.kernel.Address;

/// Tokens judged by their signature, with a clock and keys of the test's.
class SignedTokensTest extends OidcFixture {
  @Test
  void aGoodTokenSaysWhoItIs() {
    var john = accepted(directory(""), provider.signed(provider.claims()));
    assertEquals("john", john.login());
    assertEquals("John Doe", john.name());
    assertEquals(Address.of("john@example.org"), john.address());
    assertEquals(Set.of("user"), john.roles());
    assertEquals(List.of(), troubles);
  }

  /// RFC 9068 §2.1.
  @Test
  void anAccessTokenMaySayThatItIsOne() {
    var type = new JOSEObjectType("at+jwt");
    accepted(directory(""), FakeProvider.signed(provider.claims(), provider.key, type));
  }

  @ParameterizedTest
  @CsvSource({"359, true", "361, false"})
  void aTokenEndsAMinuteAfterItsTime(int seconds, boolean good) {
    String token = provider.signed(provider.claims());
    var directory = directory("");
    clock.pass(Duration.ofSeconds(seconds));
    assertEquals(good, login(directory, token) instanceof Authentication.Authenticated);
    if (!good) {
      assertEquals(rejected(Reason.EXPIRED), login(directory, token));
    }
  }

  @ParameterizedTest
  @CsvSource({"9, 10s, true", "11, 10s, false", "59, 1m, true", "61, 1m, false"})
  void clocksMayDifferAsTheSettingsSay(int ahead, String skew, boolean good) {
    Date later = Date.from(clock.instant().plusSeconds(ahead));
    var directory = directory("clock-skew = \"" + skew + "\"\n");
    String token = provider.signed(provider.claims().notBeforeTime(later));
    assertEquals(good, login(directory, token) instanceof Authentication.Authenticated);
  }

  @ParameterizedTest
  @CsvSource({
    "aud, other, MEANT_FOR_OTHERS",
    "scope, openid profile, MEANT_FOR_OTHERS",
    "scope, '', MEANT_FOR_OTHERS",
    "scope, openid emails, MEANT_FOR_OTHERS",
    "iss, http://127.0.0.1/realm, WRONG_SECRET",
    "iss, , WRONG_SECRET",
    "sub, , WRONG_SECRET",
    "exp, , WRONG_SECRET",
    "aud, , MEANT_FOR_OTHERS",
    "scope, , MEANT_FOR_OTHERS"
  })
  void whatATokenMustSayItMustSay(String claim, String value, Reason why) {
    String token = provider.signed(provider.claims().claim(claim, value));
    assertEquals(rejected(why), login(directory(""), token));
  }

  @Test
  void whatItMustSayIsASetting() {
    String token =
        provider.signed(
            provider.claims().audience("calendar").claim("scope", null).claim("scp", List.of("m")));
    accepted(
        directory("require-audience = [\"mail\", \"calendar\"]\nrequire-scopes = \"m\"\n"), token);
    accepted(directory("require-audience = []\nrequire-scopes = []\n"), token);
    assertEquals(
        rejected(Reason.MEANT_FOR_OTHERS), login(directory("require-scopes = \"m\"\n"), token));
  }

  /// RFC 9449 §7.2: a token that is tied to a key is no bearer token.
  @Test
  void aTokenThatIsTiedToAKeyIsNone() {
    var tied = provider.claims().claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2Hgl"));
    assertEquals(rejected(Reason.MEANT_FOR_OTHERS), login(directory(""), provider.signed(tied)));
  }

  /// RFC 8725 §2.1.
  @Test
  void aTokenWithoutASignatureIsNone() {
    String token = new PlainJWT(provider.claims().build()).serialize();
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), token));
  }

  /// RFC 8725 §2.1: a public key as the secret of an HMAC.
  @Test
  void aPublicKeyIsNoSecret() throws JOSEException {
    for (byte[] secret :
        List.of(
            provider.key.toRSAPublicKey().getEncoded(),
            provider.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
      var token = new SignedJWT(header, provider.claims().build());
      token.sign(new MACSigner(secret));
      assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), token.serialize()));
    }
  }

  /// A token that brings its own key is signed by nobody.
  @Test
  void aKeyInATokenIsNoKey() throws JOSEException {
    var mine = FakeProvider.newKey("first");
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").jwk(mine.toPublicJWK()).build();
    var token = new SignedJWT(header, provider.claims().build());
    token.sign(new RSASSASigner(mine));
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), token.serialize()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "\uD83D"})
  void whatIsNoTokenIsNone(String text) {
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), text));
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), ""));
    assertEquals(List.of(), troubles);
  }

  @Test
  void aTokenThatWasChangedIsNone() {
    String token = provider.signed(provider.claims());
    String other = provider.signed(provider.claims().subject("admin"));
    String mixed =
        token.substring(0, token.indexOf('.'))
            + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
            + token.substring(token.lastIndexOf('.'));
    assertEquals(rejected(Reason.WRONG_SECRET), login(directory(""), mixed));
  }

  @Test
  void keysAreFetchedOnceAndAgainWhenTheirTimeIsOver() {
    var directory = directory("keys.remember-for = \"10m\"\n");
    accepted(directory, provider.signed(provider.claims()));
    accepted(directory, provider.signed(provider.claims()));
    assertEquals(1, provider.times("/keys"));
    clock.pass(Duration.ofMinutes(11));
    accepted(directory, provider.signed(provider.claims()));
    assertEquals(2, provider.times("/keys"));
  }

  @Test
  void aNewKeyIsFoundAtOnce() {
    var directory = directory("");
    String before = provider.signed(provider.claims());
    accepted(directory, before);
    provider.key = FakeProvider.newKey("second");
    accepted(directory, provider.signed(provider.claims()));
    assertFalse(login(directory, before) instanceof Authentication.Authenticated);
  }

  @Test
  void madeUpKeysDoNotHaveTheProviderAskedForEach() {
    var directory = directory("keys.fetch-again-after = \"30s\"\n");
    accepted(directory, provider.signed(provider.claims()));
    assertEquals(rejected(Reason.WRONG_SECRET), foreign(directory, "a"));
    for (int i = 0; i < 20; i++) {
      assertInstanceOf(Authentication.Unavailable.class, foreign(directory, "b" + i));
    }
    assertEquals(2, provider.times("/keys"));
    assertEquals(List.of(), troubles, "the provider fares well");
    accepted(directory, provider.signed(provider.claims()));
    provider.key = FakeProvider.newKey("second");
    String rotated = provider.signed(provider.claims());
    assertInstanceOf(Authentication.Unavailable.class, login(directory, rotated));
    clock.pass(Duration.ofSeconds(31));
    accepted(directory, rotated);
  }

  private Authentication foreign(ForeignDirectory directory, String key) {
    RSAKey named = new RSAKey.Builder(provider.key).keyID(key).build();
    return login(directory, FakeProvider.signed(provider.claims(), named, JOSEObjectType.JWT));
  }
}

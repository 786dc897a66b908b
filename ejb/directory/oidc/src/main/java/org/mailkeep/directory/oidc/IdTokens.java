package org.mailkeep.directory.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether an ID token is of the browser that was sent to the provider (OpenID Connect Core 1.0
/// §3.1.3.7). Safe for many threads.
///
/// @param judge of signature, issuer, audience and time
/// @param client as which the browser was sent
record IdTokens(SignedTokens judge, String client) {
  /// Why it is not.
  ///
  /// @param nonce that was sent along
  /// @param access token that came with it
  /// @return empty when it is
  /// @throws ProviderFailure when there are no keys to check it with
  Optional<String> objection(String token, String nonce, String access) throws ProviderFailure {
    return switch (judge.judge(token)) {
      case TokenJudge.Good(var claims) -> objection(token, claims, nonce, access);
      case TokenJudge.Bad(var why) ->
          Optional.of("the ID token is not good: " + why.name().toLowerCase(Locale.ROOT));
      case TokenJudge.Later(var reason) -> throw new ProviderFailure(reason);
    };
  }

  private Optional<String> objection(
      String token, JWTClaimsSet claims, String nonce, String access) {
    Object party = claims.getClaim("azp");
    if (party != null && !client.equals(party)) {
      return Optional.of("the ID token is of another client");
    }
    if (!same(nonce, claims.getClaim("nonce"))) {
      return Optional.of("the ID token has not the nonce that was sent");
    }
    Object hash = claims.getClaim("at_hash");
    return hash == null || same(hash(token, access), hash)
        ? Optional.empty()
        : Optional.of("the ID token and the access token do not belong together");
  }

  private static boolean same(String wanted, @Nullable Object given) {
    return given instanceof String text
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /// The left half of the hash by the algorithm of the signature (§3.1.3.6).
  private static String hash(String token, String access) {
    try {
      JWSHeader header = SignedJWT.parse(token).getHeader();
      String bits = header.getAlgorithm().getName().substring(2);
      byte[] whole =
          MessageDigest.getInstance("SHA-" + bits)
              .digest(access.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, whole.length / 2));
    } catch (ParseException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a token was judged that is none", e);
    }
  }
}

package org.mailkeep.directory.oidc;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Authentication;

/// Whether what a token says lets its bearer in: it is of the provider, its time has come and is
/// not over (RFC 7519 §4.1), it is meant for us, and for what it is used.
final class ClaimCheck {
  private final DefaultJWTClaimsVerifier<SecurityContext> verifier;
  private final OidcConfig.Demands demands;
  private final Optional<String> issuer;

  /// @param issuer that a token must name when it names any
  /// @param required claims that must be there
  ClaimCheck(
      OidcConfig.Demands demands,
      Optional<String> issuer,
      Set<String> required,
      InstantSource clock) {
    this.demands = demands;
    this.issuer = issuer;
    this.verifier =
        new DefaultJWTClaimsVerifier<>(null, null, required, Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(demands.skew().toSeconds()));
  }

  /// Checks them.
  TokenJudge.Judgement judge(JWTClaimsSet claims) {
    try {
      verifier.verify(claims, null);
    } catch (ExpiredJWTException e) {
      return new TokenJudge.Bad(Authentication.Reason.EXPIRED);
    } catch (BadJWTException e) {
      return new TokenJudge.Bad(Authentication.Reason.WRONG_SECRET);
    }
    @Nullable String said = claims.getIssuer();
    if (said != null && issuer.filter(wanted -> !wanted.equals(said)).isPresent()) {
      return new TokenJudge.Bad(Authentication.Reason.WRONG_SECRET);
    }
    return isMeantForUs(claims)
        ? new TokenJudge.Good(claims)
        : new TokenJudge.Bad(Authentication.Reason.MEANT_FOR_OTHERS);
  }

  /// A token that is tied to a key of its bearer's (RFC 8705 §3.1, RFC 9449 §6) is nothing without
  /// a proof of that key, for which SASL has no place.
  private boolean isMeantForUs(JWTClaimsSet claims) {
    boolean audience =
        demands.audience().isEmpty()
            || !Collections.disjoint(demands.audience(), claims.getAudience());
    return audience
        && scopes(claims).containsAll(demands.scopes())
        && claims.getClaim("cnf") == null;
  }

  /// `scope` is a text with blanks (RFC 8693 §4.2); elsewhere it is `scp`, a list or a text.
  private static Set<String> scopes(JWTClaimsSet claims) {
    Set<String> scopes = new HashSet<>();
    for (String name : new String[] {"scope", "scp"}) {
      switch (claims.getClaim(name)) {
        case String text -> scopes.addAll(Arrays.asList(text.split(" ", -1)));
        case Collection<?> list -> list.forEach(one -> scopes.add(String.valueOf(one)));
        case null, default -> {}
      }
    }
    return scopes;
  }
}

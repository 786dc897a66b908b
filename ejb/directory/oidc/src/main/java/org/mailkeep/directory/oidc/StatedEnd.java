package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// Whether a token says of itself that it is over. Nothing of it is verified, so it serves for a no
/// alone: a client that goes on with an old token costs no question, and counts as none who
/// guesses.
///
/// @param clock by which it is over
/// @param skew by how much the provider's clock may differ
record StatedEnd(InstantSource clock, Duration skew) {
  /// A token that is none to be read says nothing.
  boolean isOver(String token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      @Nullable Date end = claims == null ? null : claims.getExpirationTime();
      return end != null && clock.instant().isAfter(end.toInstant().plus(skew));
    } catch (ParseException e) {
      return false;
    }
  }
}

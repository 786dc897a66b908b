package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import org.mailkeep.directory.api.Authentication;

/// Says whether a token is good. Safe for many threads.
interface TokenJudge {
  /// Judges a token.
  ///
  /// @throws ProviderFailure when the provider cannot be asked
  Judgement judge(String token) throws ProviderFailure;

  /// Asks the provider something to see whether it serves.
  ///
  /// @throws ProviderFailure when it does not
  void probe() throws ProviderFailure;

  /// What comes of it.
  sealed interface Judgement {}

  /// It is good.
  ///
  /// @param claims what it says
  record Good(JWTClaimsSet claims) implements Judgement {}

  /// It is not.
  record Bad(Authentication.Reason why) implements Judgement {}

  /// Nobody can say now, though the provider fares well.
  record Later(String reason) implements Judgement {}
}

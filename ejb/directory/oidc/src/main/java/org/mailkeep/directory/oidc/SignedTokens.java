package org.mailkeep.directory.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;
import org.mailkeep.directory.api.Authentication;

/// Judges tokens by their signature and what they say (RFC 7519, RFC 9068). Nobody is asked but for
/// keys; that a token was revoked is not seen before its time is over.
///
/// Only signatures by a private key count: not `none`, and not an HMAC, for which a public key
/// would be everybody's secret (RFC 8725 §2.1).
final class SignedTokens implements TokenJudge {
  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final SigningKeys keys;
  private final Discovery discovery;
  private final ClaimCheck check;

  SignedTokens(SigningKeys keys, Discovery discovery, ClaimCheck check) {
    this.keys = keys;
    this.discovery = discovery;
    this.check = check;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier((_, _) -> {}); // the check does it
  }

  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
    all.addAll(JWSAlgorithm.Family.EC);
    all.remove(JWSAlgorithm.ES256K); // no curve of the JDK
    return Set.copyOf(all);
  }

  @Override
  public Judgement judge(String token) throws ProviderFailure {
    try {
      return check.judge(processor.process(token, null));
    } catch (SigningKeys.TooSoon e) {
      return new Later(String.valueOf(e.getMessage()));
    } catch (KeySourceException e) {
      throw e.getCause() instanceof ProviderFailure failure
          ? failure
          : new ProviderFailure(String.valueOf(e.getMessage()), e);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new Bad(Authentication.Reason.WRONG_SECRET);
    }
  }

  @Override
  public void probe() throws ProviderFailure {
    discovery.refresh();
    keys.refresh();
  }
}

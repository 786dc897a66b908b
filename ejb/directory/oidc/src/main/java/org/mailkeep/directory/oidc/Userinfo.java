package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import org.mailkeep.directory.api.Authentication;

/// Asks the provider whose a token is, as its bearer (OpenID Connect Core 1.0 §5.3).
final class Userinfo implements TokenJudge {
  private static final String PROBE = "is-anybody-there";

  private final ProviderClient client;
  private final Introspection.Endpoint endpoint;

  Userinfo(ProviderClient client, Introspection.Endpoint endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  @Override
  public Judgement judge(String token) throws ProviderFailure {
    URI where = endpoint.find();
    var question =
        ProviderClient.question(where).header("Authorization", "Bearer " + token).GET().build();
    ProviderClient.Reply reply = client.ask(question);
    return switch (reply.status()) {
      case 400, 401 -> new Bad(Authentication.Reason.WRONG_SECRET); // RFC 6750 §3.1
      case 403 -> new Bad(Authentication.Reason.MEANT_FOR_OTHERS);
      default -> said(where.toString(), ProviderClient.object(where.toString(), reply));
    };
  }

  private static Judgement said(String where, Map<String, Object> answer) throws ProviderFailure {
    if (ProviderClient.text(answer, "sub").isEmpty()) {
      throw new ProviderFailure(where + ": does not say whose a token is");
    }
    try {
      return new Good(JWTClaimsSet.parse(answer));
    } catch (ParseException e) {
      throw new ProviderFailure(where + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void probe() throws ProviderFailure {
    judge(PROBE);
  }
}

package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.directory.api.Authentication;

/// Asks the provider whether a token is active (RFC 7662).
final class Introspection implements TokenJudge {
  private static final String PROBE = "is-anybody-there";

  private final ProviderClient client;
  private final Endpoint endpoint;
  private final OidcConfig.Authorization as;
  private final ClaimCheck check;

  /// Where it is asked.
  interface Endpoint {
    URI find() throws ProviderFailure;
  }

  Introspection(
      ProviderClient client, Endpoint endpoint, OidcConfig.Authorization as, ClaimCheck check) {
    this.client = client;
    this.endpoint = endpoint;
    this.as = as;
    this.check = check;
  }

  @Override
  public Judgement judge(String token) throws ProviderFailure {
    URI where = endpoint.find();
    Map<String, Object> answer = ProviderClient.object(where.toString(), ask(where, token));
    if (!(answer.get("active") instanceof Boolean active)) { // §2.2
      throw new ProviderFailure(where + ": does not say whether a token is active");
    }
    try {
      return active
          ? check.judge(JWTClaimsSet.parse(answer))
          : new Bad(Authentication.Reason.WRONG_SECRET);
    } catch (ParseException e) {
      throw new ProviderFailure(where + ": " + e.getMessage(), e);
    }
  }

  private ProviderClient.Reply ask(URI where, String token) throws ProviderFailure {
    String form =
        "token="
            + URLEncoder.encode(token, StandardCharsets.UTF_8)
            + "&token_type_hint=access_token";
    var question =
        ProviderClient.question(where)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    authorization(token).ifPresent(value -> question.header("Authorization", value));
    ProviderClient.Reply reply = client.ask(question.build());
    boolean usersToken = as instanceof OidcConfig.Authorization.UserToken;
    if (usersToken && reply.status() == 401) {
      return new ProviderClient.Reply(200, "{\"active\":false}");
    }
    if (reply.status() == 401 || reply.status() == 403) { // §2.3
      throw new ProviderFailure(where + ": refuses us with status " + reply.status());
    }
    return reply;
  }

  private Optional<String> authorization(String token) {
    return switch (as) {
      case OidcConfig.Authorization.Basic(var user, var secret) -> {
        String both =
            URLEncoder.encode(user, StandardCharsets.UTF_8)
                + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8); // RFC 6749 §2.3.1
        yield Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
      }
      case OidcConfig.Authorization.Bearer(var ours) -> Optional.of("Bearer " + ours);
      case OidcConfig.Authorization.UserToken() -> Optional.of("Bearer " + token);
      case OidcConfig.Authorization.Nobody() -> Optional.empty();
    };
  }

  /// A token that nobody has is not active; that the provider says so shows that it takes us.
  @Override
  public void probe() throws ProviderFailure {
    judge(PROBE);
  }
}

package org.mailkeep.directory.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.SignInProvider;

/// The authorization code flow with PKCE, as a client of a provider (OpenID Connect Core 1.0 §3.1,
/// RFC 7636). Safe for many threads.
final class CodeFlow implements SignInProvider {
  private final Client self;
  private final ProviderClient client;
  private final Discovery discovery;
  private final IdTokens tokens;

  /// As whom the provider knows us.
  ///
  /// @param secret empty for a public client
  /// @param scopes with blanks between
  record Client(String issuer, String name, Optional<String> secret, String scopes) {
    @Override
    public String toString() {
      return "Client[" + name + "]";
    }
  }

  /// @param client closed with this
  CodeFlow(Client self, ProviderClient client, Discovery discovery, IdTokens tokens) {
    this.self = self;
    this.client = client;
    this.discovery = discovery;
    this.tokens = tokens;
  }

  @Override
  public String issuer() {
    return self.issuer();
  }

  /// RFC 6749 §4.1.1, RFC 7636 §4.3.
  @Override
  public Answer<URI> entrance(Visit visit) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("response_type", "code");
    question.put("client_id", self.name());
    question.put("redirect_uri", visit.back().toString());
    question.put("scope", self.scopes());
    question.put("state", visit.state());
    question.put("nonce", visit.nonce());
    question.put("code_challenge", challenge(visit.verifier()));
    question.put("code_challenge_method", "S256");
    try {
      return new Answer.Found<>(with(discovery.endpoint("authorization_endpoint"), question));
    } catch (ProviderFailure e) {
      return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Redeemed redeem(String code, Visit visit) {
    try {
      URI where = discovery.endpoint("token_endpoint");
      ProviderClient.Reply reply = client.ask(question(where, code, visit));
      if (reply.status() == 400) { // RFC 6749 §5.2
        return new Redeemed.Refused("the provider refuses the code: " + error(where, reply));
      }
      return checked(where, ProviderClient.object(where.toString(), reply), visit);
    } catch (ProviderFailure e) {
      return new Redeemed.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private Redeemed checked(URI where, Map<String, Object> answer, Visit visit)
      throws ProviderFailure {
    Optional<String> access = ProviderClient.text(answer, "access_token");
    Optional<String> id = ProviderClient.text(answer, "id_token");
    if (access.isEmpty() || id.isEmpty()) {
      throw new ProviderFailure(where + ": gives no tokens");
    }
    Optional<String> objection = tokens.objection(id.get(), visit.nonce(), access.get());
    return objection.isPresent()
        ? new Redeemed.Refused(objection.get())
        : new Redeemed.Tokens(access.get(), id.get());
  }

  /// RFC 6749 §4.1.3, RFC 7636 §4.5.
  private HttpRequest question(URI where, String code, Visit visit) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", visit.back().toString());
    form.put("code_verifier", visit.verifier());
    HttpRequest.Builder question =
        ProviderClient.question(where).header("Content-Type", "application/x-www-form-urlencoded");
    if (self.secret().isPresent()) {
      question.header("Authorization", basic(self.name(), self.secret().get()));
    } else {
      form.put("client_id", self.name());
    }
    return question.POST(BodyPublishers.ofString(encoded(form))).build();
  }

  /// RFC 6749 §2.3.1: both are encoded first.
  private static String basic(String name, String secret) {
    String both = encoded(name) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
  }

  /// The error's name, which is a word of the standard's or the provider's.
  private static String error(URI where, ProviderClient.Reply reply) {
    try {
      var good = new ProviderClient.Reply(200, reply.body());
      return ProviderClient.text(ProviderClient.object(where.toString(), good), "error")
          .orElse("no reason");
    } catch (ProviderFailure _) {
      return "no reason";
    }
  }

  @Override
  public Answer<URI> exit(String idToken, URI back) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("id_token_hint", idToken);
    question.put("client_id", self.name());
    question.put("post_logout_redirect_uri", back.toString());
    try {
      Optional<URI> exit = discovery.find("end_session_endpoint");
      return exit.isEmpty()
          ? new Answer.Unknown<>()
          : new Answer.Found<>(with(exit.get(), question));
    } catch (ProviderFailure e) {
      return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  /// RFC 7636 §4.2.
  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A place may have a query of its own (RFC 6749 §3.1).
  private static URI with(URI place, Map<String, String> question) {
    String sign = place.getRawQuery() == null ? "?" : "&";
    return URI.create(place + sign + encoded(question));
  }

  private static String encoded(Map<String, String> fields) {
    var form = new StringJoiner("&");
    fields.forEach((name, value) -> form.add(name + "=" + encoded(value)));
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}

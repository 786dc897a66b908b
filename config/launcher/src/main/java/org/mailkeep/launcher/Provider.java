package org.mailkeep.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An OpenID Connect provider, asked as a client of it. Redirections are not followed: they would
/// carry secrets elsewhere.
final class Provider implements AutoCloseable {
  private static final String PLACE = "/.well-known/openid-configuration";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OCTETS = 1 << 20;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final SignInClient self;
  private final HttpClient http;

  /// What it answers.
  ///
  /// @param body null when it is no JSON
  record Reply(int status, Json body) {
    boolean isGood() {
      return status / 100 == 2;
    }

    /// The error's name (RFC 6749 §5.2); empty when there is none.
    String error() {
      return printable(body.member("error").text());
    }

    /// Why it refuses.
    String reason() {
      String why = printable(body.member("error_description").text());
      String error = error().isEmpty() ? "HTTP " + status : error();
      return why.isEmpty() ? error : error + " (" + why + ")";
    }
  }

  Provider(SignInClient self) {
    this.self = self;
    this.http =
        HttpClient.newBuilder()
            .sslContext(self.trust().certificates().context())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  SignInClient self() {
    return self;
  }

  /// What it says of itself (OpenID Connect Discovery 1.0 §4).
  ///
  /// @throws Failure when it says nothing, or is another
  Json discover() throws InterruptedException, Failure {
    URI place = url(self.issuer().replaceFirst("/$", "") + PLACE);
    Reply reply;
    try {
      reply = ask(HttpRequest.newBuilder(place).GET());
    } catch (IOException e) {
      throw Failure.of(place + " does not answer", e.toString());
    }
    if (!reply.isGood()) {
      throw Failure.of(place + " answers with HTTP " + reply.status());
    }
    String issuer = reply.body().member("issuer").text();
    if (!issuer.equals(self.issuer())) { // §4.3
      throw Failure.of(place + " is of the issuer " + printable(issuer));
    }
    return reply.body();
  }

  /// An endpoint that a discovery document names.
  ///
  /// @return empty when it names none
  /// @throws Failure when it may not be asked
  Optional<URI> endpoint(Json document, String name) throws Failure {
    String text = document.member(name).text();
    return text.isBlank() ? Optional.empty() : Optional.of(url(text));
  }

  /// Where tokens are given.
  URI tokenEndpoint(Json document) throws Failure {
    return endpoint(document, "token_endpoint")
        .orElseThrow(() -> Failure.of(self.issuer() + " has no token endpoint"));
  }

  /// Sends a form as the client that we are (RFC 6749 §2.3.1): by Basic when we have a secret.
  Reply post(URI where, Map<String, String> fields) throws IOException, InterruptedException {
    var form = new LinkedHashMap<>(fields);
    form.put("client_id", self.name());
    var request =
        HttpRequest.newBuilder(where).header("Content-Type", "application/x-www-form-urlencoded");
    if (!self.secret().isEmpty()) {
      String both = encoded(self.name()) + ":" + encoded(self.secret());
      byte[] octets = both.getBytes(StandardCharsets.US_ASCII);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
    }
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return ask(request.POST(BodyPublishers.ofString(body)));
  }

  private Reply ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            request.timeout(TIMEOUT).header("Accept", "application/json").build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
    return new Reply(answer.statusCode(), json(new String(answer.body(), StandardCharsets.UTF_8)));
  }

  private static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return new Json.Null();
    }
  }

  /// Only by TLS, or on this machine, or where the settings trust the way.
  private URI url(String text) throws Failure {
    try {
      URI url = new URI(text);
      boolean may =
          "https".equalsIgnoreCase(url.getScheme())
              || ("http".equalsIgnoreCase(url.getScheme())
                  && (self.trust().plain() || HERE.contains(String.valueOf(url.getHost()))));
      if (may && url.getHost() != null && url.getRawUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // refused below
    }
    throw Failure.of("no https URL: " + printable(text));
  }

  /// What others say, without what a terminal obeys.
  static String printable(String text) {
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .limit(500)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

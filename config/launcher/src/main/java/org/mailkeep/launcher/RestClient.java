package org.mailkeep.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Speaks to the server's REST API.
///
/// Where it is: `--url`, `MAILKEEP_URL`, or the instance's first HTTP listener. Who asks: `--user`
/// or `MAILKEEP_USER`, `admin` when neither is given; the password comes from `--password-stdin`,
/// `MAILKEEP_PASSWORD`, the instance's file of the first start, or the operator's keyboard.
public final class RestClient implements AutoCloseable {

  /// Options with a value that every command which uses the API takes.
  public static final Set<String> OPTIONS = Set.of("url", "user");

  /// Flags that every command which uses the API takes.
  public static final Set<String> FLAGS = Set.of("password-stdin");

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_WORDS = 64 * 1024;

  private final HttpClient client;
  private final String base;
  private final String authorization;

  private RestClient(String base, String user, String password) {
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.base = base.replaceFirst("/+$", "") + "/api";
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /// A client as the arguments, the environment and the instance say.
  public static RestClient of(Context context, Arguments arguments) throws IOException, Failure {
    String user = first(arguments, context, "user").orElse("admin");
    return new RestClient(url(context, arguments), user, password(context, arguments, user));
  }

  /// GET.
  ///
  /// @param path below `/api`, beginning with a slash, encoded
  public Json get(String path) throws IOException, InterruptedException, Failure {
    return send("GET", path, new Json.Null());
  }

  /// POST; a null body is none.
  public Json post(String path, Json body) throws IOException, InterruptedException, Failure {
    return send("POST", path, body);
  }

  /// PATCH.
  public Json patch(String path, Json body) throws IOException, InterruptedException, Failure {
    return send("PATCH", path, body);
  }

  /// PUT.
  public Json put(String path, Json body) throws IOException, InterruptedException, Failure {
    return send("PUT", path, body);
  }

  /// DELETE.
  public Json delete(String path) throws IOException, InterruptedException, Failure {
    return send("DELETE", path, new Json.Null());
  }

  /// GET of octets, however long they take to come.
  ///
  /// @param file which is made; it is whole when this returns as far as HTTP can tell
  public void download(String path, Path file) throws IOException, InterruptedException, Failure {
    download(path, in -> Files.copy(in, file));
  }

  /// Takes octets as they come.
  interface Receiver {
    /// Reads them to their end.
    void take(InputStream in) throws IOException, InterruptedException, Failure;
  }

  /// GET of octets, however long they take to come.
  void download(String path, Receiver receiver) throws IOException, InterruptedException, Failure {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", authorization)
            .build();
    HttpResponse<InputStream> response = answer(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() / 100 != 2) {
        throw refusal(response.statusCode(), text(in));
      }
      receiver.take(in);
    }
  }

  /// POST of octets, however long they take.
  public Json upload(String path, Path file) throws IOException, InterruptedException, Failure {
    return upload(path, HttpRequest.BodyPublishers.ofFile(file));
  }

  /// POST of octets that come from a stream, which is read once.
  Json upload(String path, InputStream in) throws IOException, InterruptedException, Failure {
    return upload(path, HttpRequest.BodyPublishers.ofInputStream(() -> in));
  }

  private Json upload(String path, HttpRequest.BodyPublisher octets)
      throws IOException, InterruptedException, Failure {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .header("Content-Type", "application/octet-stream")
            .POST(octets)
            .build();
    HttpResponse<String> response = answer(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    return Json.parse(response.body());
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
  }

  private Json send(String method, String path, Json body)
      throws IOException, InterruptedException, Failure {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Accept", "application/json");
    if (body instanceof Json.Null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body.json()));
    }
    HttpResponse<String> response = answer(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    return response.body().isBlank() ? new Json.Null() : Json.parse(response.body());
  }

  private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException, Failure {
    try {
      return client.send(request, body);
    } catch (ConnectException e) {
      throw Failure.of("no server answers at " + base, "config/mailkeep status says more");
    }
  }

  /// A refusal in the server's words: a problem document (RFC 9457) says why.
  private static Failure refusal(int status, String body) {
    String said = "HTTP " + status;
    try {
      Json problem = Json.parse(body);
      String detail = problem.member("detail").text();
      String title = problem.member("title").text();
      String words = detail.isBlank() ? title : detail;
      String[] hints =
          problem.member("errors").items().stream()
              .map(e -> e.member("pointer").text() + " " + e.member("detail").text())
              .filter(hint -> !hint.equals(words))
              .toArray(String[]::new);
      return words.isBlank()
          ? Failure.of("the server refuses: " + said)
          : Failure.of(words + " (" + said + ")", hints);
    } catch (IllegalArgumentException e) {
      return Failure.of("the server refuses: " + said);
    }
  }

  private static String url(Context context, Arguments arguments) throws Failure {
    Optional<String> named = first(arguments, context, "url");
    if (named.isPresent()) {
      return named.get();
    }
    return Addresses.of(context.instance(), context.environment())
        .nearest()
        .orElseThrow(() -> Failure.usage("the instance has no HTTP listener; say --url"))
        .url();
  }

  private static String password(Context context, Arguments arguments, String user)
      throws IOException, Failure {
    if (arguments.has("password-stdin")) {
      var in = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine()).orElse("");
    }
    String variable = context.environment().get("MAILKEEP_PASSWORD");
    if (variable != null) {
      return variable;
    }
    if (Files.exists(context.instance().initialPassword())) {
      return Secrets.read(context.instance().initialPassword());
    }
    return Keyboard.secret("Password of " + user + ": ")
        .orElseThrow(
            () -> Failure.usage("no password: give --password-stdin or MAILKEEP_PASSWORD"));
  }

  private static Optional<String> first(Arguments arguments, Context context, String name) {
    return arguments
        .option(name)
        .or(() ->
            Optional.ofNullable(
                context.environment().get("MAILKEEP_" + name.toUpperCase(Locale.ROOT))));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

package org.mailkeep.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Speaks to the server's REST API.
///
/// Where it is: `--url`, `MAILKEEP_URL`, or the instance's first HTTP listener. Who asks: `--user`
/// or `MAILKEEP_USER`, `admin` when neither is given; the password comes from `--password-stdin`,
/// `MAILKEEP_PASSWORD`, the instance's file of the first start, or the operator's keyboard. When
/// nobody is named, a login that is kept comes first.
public final class RestClient implements AutoCloseable {

  /// Options with a value that every command which uses the API takes.
  public static final Set<String> OPTIONS = Set.of("url", "user");

  /// Flags that every command which uses the API takes.
  public static final Set<String> FLAGS = Set.of("password-stdin");

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_WORDS = 64 * 1024;

  private final HttpClient client;
  private final String base;
  private final Authorization authorization;

  private RestClient(String server, Authorization authorization) {
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.base = server + "/api";
    this.authorization = authorization;
  }

  /// A client as the arguments, the environment and the instance say.
  public static RestClient of(Context context, Arguments arguments) throws IOException, Failure {
    String server = url(context, arguments);
    return new RestClient(server, Authorization.of(context, arguments, server));
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
            .header("Authorization", authorization.field())
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

  /// POST of so many octets of a stream, which is read once.
  Json upload(String path, InputStream in, long octets)
      throws IOException, InterruptedException, Failure {
    var body = HttpRequest.BodyPublishers.ofInputStream(() -> in);
    return upload(
        path,
        octets == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.fromPublisher(body, octets));
  }

  private Json upload(String path, HttpRequest.BodyPublisher octets)
      throws IOException, InterruptedException, Failure {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", authorization.field())
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
            .header("Authorization", authorization.field())
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
  private Failure refusal(int status, String body) {
    String said = "HTTP " + status;
    try {
      Json problem = Json.parse(body);
      String detail = problem.member("detail").text();
      String title = problem.member("title").text();
      String words = detail.isBlank() ? title : detail;
      Stream<String> errors =
          problem.member("errors").items().stream()
              .map(e -> e.member("pointer").text() + " " + e.member("detail").text())
              .filter(hint -> !hint.equals(words));
      return words.isBlank()
          ? Failure.of("the server refuses: " + said, hints(status, Stream.of()))
          : Failure.of(words + " (" + said + ")", hints(status, errors));
    } catch (IllegalArgumentException e) {
      return Failure.of("the server refuses: " + said, hints(status, Stream.of()));
    }
  }

  private String[] hints(int status, Stream<String> errors) {
    Stream<String> login = status == 401 ? authorization.hints().stream() : Stream.of();
    return Stream.concat(errors, login).toArray(String[]::new);
  }

  /// Where the server is, without a slash at the end.
  static String url(Context context, Arguments arguments) throws Failure {
    Optional<String> named = Authorization.first(arguments, context, "url");
    if (named.isPresent()) {
      return named.get().replaceFirst("/+$", "");
    }
    return Addresses.of(context.instance(), context.environment())
        .nearest()
        .orElseThrow(() -> Failure.usage("the instance has no HTTP listener; say --url"))
        .url();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

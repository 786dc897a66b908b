package org.mailkeep.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailkeep.launcher.Json;

/// HTTP requests as any client may send them, right or wrong.
public final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final Map<String, String> fields;

  private Http(String base, Map<String, String> fields) {
    this.base = base;
    this.fields = fields;
  }

  /// Requests to a server's plain HTTP listener, without a login.
  public static Http to(MailServer server) {
    return to(server.port("http"));
  }

  /// Requests to a plain HTTP listener on loopback, without a login.
  public static Http to(int port) {
    return new Http("http://127.0.0.1:" + port, Map.of());
  }

  /// The same with a login.
  public Http as(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /// The same with a field of the header.
  public Http with(String name, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Http(base, more);
  }

  /// Sends a request.
  ///
  /// @param body JSON, unless a field says otherwise; empty for none
  public Answer send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    if (body.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!fields.containsKey("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
    }
    fields.forEach(request::header);
    return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  /// GET.
  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /// What came back.
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String field(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public Json json() {
      try {
        return Json.parse(response.body());
      } catch (IllegalArgumentException e) {
        throw new AssertionError(status() + " with no JSON: " + response.body(), e);
      }
    }

    public Json data() {
      return json().member("data");
    }

    @Override
    public String toString() {
      return status() + " " + response.body();
    }
  }
}

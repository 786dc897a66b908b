package org.mailkeep.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.mailkeep.launcher.Json;

/// The REST API as an administrator uses it.
public final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String authorization;

  /// @param port of the plain HTTP listener on loopback
  Api(int port, String user, String password) {
    this.base = "http://127.0.0.1:" + port;
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /// Any request; the answer whatever its status.
  ///
  /// @param path from the root, such as `/api/domain`
  /// @param body JSON, or empty for none
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Accept", "application/json");
    if (body.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// A request that must succeed.
  ///
  /// @return the answer's body
  public String call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, path, body);
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /// Makes a domain.
  public void createDomain(String name) throws IOException, InterruptedException {
    call("POST", "/api/domain/" + name, "");
  }

  /// Makes an account whose login is its address.
  public void createAccount(String address, String password)
      throws IOException, InterruptedException {
    var account =
        new Json.Members(
            Map.of(
                "type", Json.of("individual"),
                "name", Json.of(address),
                "secrets", Json.of(List.of(password)),
                "emails", Json.of(List.of(address))));
    call("POST", "/api/principal", account.json());
  }
}

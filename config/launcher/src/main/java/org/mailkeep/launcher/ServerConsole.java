package org.mailkeep.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// The administration interface of the application server, by REST on its loopback port.
final class ServerConsole implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final HttpClient client;
  private final URI base;
  private final String authorization;

  private ServerConsole(URI base, String password) {
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.base = base;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
  }

  /// The console of an instance, as its own administrator.
  static ServerConsole of(InstanceFolder instance) throws IOException {
    int port = DomainFile.read(instance.domain().resolve("config/domain.xml")).console();
    return new ServerConsole(
        URI.create("http://127.0.0.1:" + port + "/management/domain/"),
        Secrets.read(instance.consolePassword()));
  }

  /// Deploys an archive, in place of the one that is there.
  void deploy(Path archive) throws IOException, InterruptedException, Failure {
    post(
        "applications/application",
        Map.of(
            "id",
            archive.toString(),
            "name",
            "mailkeep",
            "force",
            "true",
            "properties",
            "implicitCdiEnabled=false"));
  }

  private void post(String resource, Map<String, String> form)
      throws IOException, InterruptedException, Failure {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(base.resolve(resource))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .header("X-Requested-By", "mailkeep")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw Failure.of(
          "the application server said " + response.statusCode(), message(response.body()));
    }
  }

  private static String message(String body) {
    try {
      return Json.parse(body).member("message").text();
    } catch (IllegalArgumentException e) {
      return body.lines().findFirst().orElse("");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

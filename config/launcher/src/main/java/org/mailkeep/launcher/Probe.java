package org.mailkeep.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.AnyCertificate;

/// Asks a server of ours whether mail can flow.
final class Probe implements AutoCloseable {

  /// What the server said.
  sealed interface State {
    /// Mail can flow.
    record Ready() implements State {}

    /// Not yet; without reasons when only the application server is there.
    record Waiting(List<String> reasons) implements State {}

    /// It will not come up.
    record Failed(List<String> reasons) implements State {}

    /// Nobody answers.
    record Silent() implements State {}
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client;

  /// Makes a probe. It believes any certificate: it only ever asks this machine for its health.
  Probe() {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .sslContext(AnyCertificate.context())
            .build();
  }

  /// Asks.
  State ask(Listener http) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(http.url() + "/healthz/ready")).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case 200 -> new State.Ready();
        case 503 -> unready(Json.parse(response.body()));
        default -> new State.Waiting(List.of());
      };
    } catch (IOException | IllegalArgumentException e) {
      return new State.Silent();
    }
  }

  private static State unready(Json body) {
    List<String> reasons = body.member("reasons").items().stream().map(Json::text).toList();
    return body.member("status").text().equals("failed")
        ? new State.Failed(reasons)
        : new State.Waiting(reasons);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

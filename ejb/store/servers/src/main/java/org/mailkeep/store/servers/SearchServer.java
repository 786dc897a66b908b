package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node of Elasticsearch or of its relatives, alone in its cluster: full text by JSON over HTTP.
/// What it holds survives a restart.
public abstract class SearchServer extends LocalServer {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Path programs;
  private final int transport = FreePort.claim();

  /// @param name of its folder
  /// @param archive its programs
  SearchServer(String name, Archive archive) throws IOException {
    super(name);
    Path unpacked = archive.unpacked();
    try (Stream<Path> folders = Files.list(unpacked)) {
      this.programs =
          folders
              .filter(Files::isDirectory)
              .findFirst()
              .orElseThrow(() -> new IOException("nothing in " + unpacked));
    }
  }

  /// Where it is asked.
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Asks it something.
  ///
  /// @param body JSON, or empty for none
  /// @return what it answers
  /// @throws IOException when it does not, or with an error
  public final String ask(String method, String path, String body) throws IOException {
    var question =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String login = login();
    if (login != null) {
      byte[] octets = login.getBytes(StandardCharsets.UTF_8);
      question.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
    }
    try (var client = client()) {
      HttpResponse<String> answer = client.send(question.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// How many documents an index holds, counting those that no search finds yet.
  public final long documents(String index) throws IOException {
    ask("POST", "/" + index + "/_refresh", "");
    String answer = ask("GET", "/" + index + "/_count", "");
    return Long.parseLong(answer.replaceFirst("^\\{\"count\":(\\d+).*", "$1"));
  }

  /// User and password with a colon between, or null when it takes everybody.
  @Nullable String login() {
    return null;
  }

  /// Asks it.
  HttpClient client() throws IOException {
    return HttpClient.newHttpClient();
  }

  /// Where its programs are.
  final Path programs() {
    return programs;
  }

  /// Its copy of the configuration, with settings of its own.
  ///
  /// @param file that holds them
  /// @param settings more of them
  final void configure(String file, String settings) throws IOException {
    Path config = Files.createDirectory(folder().resolve("config"));
    Path original = programs.resolve("config");
    try (Stream<Path> files = Files.list(original)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, config.resolve(each.getFileName()));
      }
    }
    Files.writeString(
        config.resolve(file),
        """
        cluster.name: mail
        network.host: 127.0.0.1
        http.port: %d
        transport.port: %d
        discovery.type: single-node
        path.data: %s
        path.logs: %s
        cluster.routing.allocation.disk.threshold_enabled: false
        %s
        """
            .formatted(port(), transport, made("data"), made("logs"), settings));
    made("tmp");
    try (Stream<Path> files = Files.walk(config)) {
      for (Path each : files.toList()) {
        Ground.own(each);
      }
    }
  }

  private Path made(String name) throws IOException {
    Path made = Files.createDirectory(folder().resolve(name));
    Ground.own(made);
    return made;
  }

  /// The JVM of the tests, and what every JVM of such a server is told.
  static List<String> java(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of(arguments));
    return line;
  }

  @Override
  final Duration patience() {
    return PATIENCE;
  }

  @Override
  final Signals signals() {
    return new Signals("KILL", "TERM");
  }

  /// Whether it serves: all that it has is open.
  @Override
  final boolean isReady(long pid) {
    try {
      return ask("GET", "/_cluster/health", "").contains("\"status\":\"green\"");
    } catch (IOException e) {
      return false;
    }
  }
}

package org.mailkeep.store.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailkeep.store.api.StoreException;

/// The nodes of a cluster: one is asked until it is away, then the next. Safe for many threads.
final class Nodes implements AutoCloseable {
  /// Octets of the longest answer that is read.
  private static final long LONGEST = 32L << 20;

  private final ElasticsearchConfig config;
  private final String authorization;
  private final ExecutorService threads;
  private final HttpClient client;
  private final Semaphore connections;
  private volatile int preferred;
  private volatile boolean closed;

  Nodes(ElasticsearchConfig config) {
    this.config = config;
    this.authorization = config.login().map(Nodes::basic).orElse("");
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual()
                .name("mailkeep-elasticsearch-", 0)
                .inheritInheritableThreadLocals(false)
                .factory());
    this.client = client();
    this.connections = new Semaphore(config.exchange().connections());
  }

  /// The store's key in the settings.
  String store() {
    return "store." + config.id();
  }

  ElasticsearchConfig config() {
    return config;
  }

  /// Asks; again when it fails for the moment.
  ///
  /// @return whatever the server says at last
  /// @throws StoreException.Unavailable when nobody answers; its cause is an [IOException]
  Answer ask(Question question) {
    var tries = new Tries(config.exchange());
    while (true) {
      if (closed) {
        throw new StoreException.Unavailable(store() + " is closed");
      }
      int node = preferred;
      try {
        Answer answer = ask(config.place().nodes().get(node), question, tries.left());
        if (!answer.passes() || !tries.again()) {
          return answer;
        }
      } catch (IOException e) {
        if (!tries.again()) {
          throw new StoreException.Unavailable(
              store() + ": " + question.tried() + ": " + reason(e), e);
        }
      }
      preferred = (node + 1) % config.place().nodes().size();
    }
  }

  /// Asks for what must succeed.
  ///
  /// @throws StoreException when it does not
  Answer demand(Question question) {
    Answer answer = ask(question);
    if (!answer.isGood()) {
      throw answer.failure(store(), question.tried());
    }
    return answer;
  }

  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
    threads.shutdownNow();
  }

  /// What an exception says, or its name when it says nothing.
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private Answer ask(URI node, Question question, Duration time) throws IOException {
    HttpRequest request = request(node, question);
    long end = System.nanoTime() + time.toNanos();
    try {
      if (!connections.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("no connection came free within " + time.toMillis() + " ms");
      }
      try {
        return answer(request, end);
      } finally {
        connections.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Answer answer(HttpRequest request, long end) throws IOException, InterruptedException {
    var handler = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST);
    CompletableFuture<HttpResponse<String>> coming = client.sendAsync(request, handler);
    try {
      HttpResponse<String> response =
          coming.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return Answer.of(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(
          request.uri().getAuthority() + ": " + reason(cause == null ? e : cause), e);
    } catch (TimeoutException e) {
      throw new IOException(request.uri().getAuthority() + ": no answer in time", e);
    } finally {
      coming.cancel(true);
    }
  }

  private HttpRequest request(URI node, Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node + question.path()))
            .header("Accept", "application/json")
            .method(
                question.method(),
                question.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(question.body()));
    if (question.body().length > 0) {
      request.header("Content-Type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(config.exchange().timeout())
        .executor(threads)
        .sslContext(config.place().trust().context())
        .build();
  }

  private static String basic(ElasticsearchConfig.Login login) {
    byte[] octets = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(octets);
  }
}

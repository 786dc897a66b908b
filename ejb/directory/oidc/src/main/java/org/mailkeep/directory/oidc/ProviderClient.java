package org.mailkeep.directory.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailkeep.kernel.ServerTrust;

/// Asks a provider by HTTP, within bounds of time, size and number. Redirections are not followed:
/// they would carry tokens elsewhere. Safe for many threads.
final class ProviderClient implements AutoCloseable {
  private static final int GONE_WRONG = 300;

  private final HttpClient client;
  private final OidcConfig.Bounds bounds;
  private final Semaphore places;

  /// What a provider answers.
  ///
  /// @param body UTF-8
  record Reply(int status, String body) {
    boolean isGood() {
      return status < GONE_WRONG;
    }
  }

  /// @param trust whose certificates are taken for a provider's
  ProviderClient(OidcConfig.Bounds bounds, ServerTrust trust) {
    this.bounds = bounds;
    this.places = new Semaphore(bounds.connections());
    this.client =
        HttpClient.newBuilder()
            .sslContext(trust.context())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(bounds.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /// A question for JSON, to be completed.
  static HttpRequest.Builder question(URI where) {
    return HttpRequest.newBuilder(where).header("Accept", "application/json");
  }

  /// Asks.
  ///
  /// @throws ProviderFailure when there is no answer, or a server's error
  Reply ask(HttpRequest request) throws ProviderFailure {
    String where = request.uri().getRawAuthority() + request.uri().getRawPath();
    try {
      if (!places.tryAcquire(bounds.queue().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ProviderFailure(where + ": too many questions are open");
      }
      try {
        return reply(where, request);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderFailure(where + ": interrupted", e);
    }
  }

  private Reply reply(String where, HttpRequest request)
      throws ProviderFailure, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bounds.octets()));
    try {
      HttpResponse<byte[]> answer = asked.get(bounds.answer().toNanos(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() >= 500) {
        throw new ProviderFailure(where + ": answers with status " + answer.statusCode());
      }
      return new Reply(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new ProviderFailure(where + ": " + reason(e), e);
    } catch (TimeoutException e) {
      throw new ProviderFailure(where + ": no answer within " + seconds(bounds.answer()), e);
    } finally {
      asked.cancel(true);
    }
  }

  private static String reason(ExecutionException failure) {
    return failure.getCause() instanceof IOException cause && cause.getMessage() != null
        ? cause.getMessage()
        : String.valueOf(failure.getCause());
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() + " ms";
  }

  /// An object in JSON.
  ///
  /// @param where that is said when it is none
  static Map<String, Object> object(String where, Reply reply) throws ProviderFailure {
    if (!reply.isGood()) {
      throw new ProviderFailure(where + ": answers with status " + reply.status());
    }
    try {
      return JSONObjectUtils.parse(reply.body());
    } catch (ParseException e) {
      throw new ProviderFailure(where + ": the answer is no object in JSON", e);
    }
  }

  /// A text of such an object.
  static Optional<String> text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.foreign.ForeignDirectory;

/// A provider that is down, slow, or answers nonsense: temporary failures, and nothing of it is
/// remembered.
class ProviderFaultTest extends OidcFixture {
  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final String SHORT =
      "timeout = \"300ms\"\npool.timeout.wait = \"200ms\"\npool.max-connections = 2\n";

  private ForeignDirectory hasty(String more) {
    String settings = "issuer-url = \"" + provider.issuer() + "\"\n" + SHORT + more;
    return configured(settings, null);
  }

  private void isAway(ForeignDirectory directory, String token, String reason) {
    troubles.clear();
    assertInstanceOf(Authentication.Unavailable.class, login(directory, token));
    assertTrue(troubles.getFirst().contains(reason), troubles.toString());
    assertFalse(troubles.toString().contains(token));
    assertTrue(directory.source().trouble().isPresent());
  }

  private void heals(ForeignDirectory directory, String token) {
    provider.instead.clear();
    accepted(directory, token);
    assertEquals(Optional.empty(), directory.source().trouble());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"https://evil.example/keys\"}",
        "{\"issuer\":17}"
      })
  void aDocumentThatIsNoneIsATemporaryFailure(String body) {
    var directory = directory("");
    String token = provider.signed(provider.claims());
    provider.instead.put(DOCUMENT, new FakeProvider.Answer(200, body));
    isAway(directory, token, DOCUMENT);
    heals(directory, token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"?\"}]}"})
  void keysThatAreNoneAreATemporaryFailure(String body) {
    var directory = directory("");
    String token = provider.signed(provider.claims());
    provider.instead.put("/keys", new FakeProvider.Answer(200, body));
    isAway(directory, token, "/keys");
    heals(directory, token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"active\":\"yes\"}"})
  void anIntrospectionThatIsNoneIsATemporaryFailure(String body) {
    var directory = directory("endpoint.method = \"introspect\"\n");
    provider.instead.put("/introspect", new FakeProvider.Answer(200, body));
    isAway(directory, "opaque", "/introspect");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 404, 500, 503})
  void aStatusThatIsNotGoodIsATemporaryFailure(int status) {
    var answer =
        new FakeProvider.Answer(status, "", Map.of("Location", provider.issuer() + "/elsewhere"));
    var directory = directory("");
    String token = provider.signed(provider.claims());
    provider.instead.put("/keys", answer);
    isAway(directory, token, "status " + status);
    assertEquals(0, provider.times("/elsewhere"), "redirections are not followed");
    heals(directory, token);
  }

  @Test
  void anEndpointOfAnotherMachineNeedsTls() {
    var directory = directory("");
    String document =
        "{\"issuer\":\"%s\",\"jwks_uri\":\"http://keys.example/\"}".formatted(provider.issuer());
    provider.instead.put(DOCUMENT, new FakeProvider.Answer(200, document));
    isAway(directory, provider.signed(provider.claims()), "is no https URL");
  }

  @Test
  void anAnswerHasALimit() {
    var directory = directory("max-answer = \"2k\"\n");
    String token = provider.signed(provider.claims());
    accepted(directory, token);
    String large = "{\"issuer\":\"%s\"}".formatted("x".repeat(3_000));
    provider.instead.put(DOCUMENT, new FakeProvider.Answer(200, large));
    assertTrue(directory.source().trouble().isPresent());
    isAway(directory("max-answer = \"2k\"\n"), token, DOCUMENT);
  }

  @Test
  void aSlowProviderCostsItsTimeoutAndNoMore() {
    String token = provider.signed(provider.claims());
    provider.delay = Duration.ofSeconds(60);
    long start = System.nanoTime();
    isAway(hasty(""), token, "no answer within 300 ms");
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
  }

  /// Twenty at once: those who are asked for wait for the provider, the others for them.
  @Test
  void aSlowProviderHoldsNobodyUpForLong() throws Exception {
    provider.delay = Duration.ofSeconds(60);
    var directory = hasty("endpoint.method = \"introspect\"\n");
    List<Callable<Authentication>> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String token = "t" + i;
      callers.add(() -> login(directory, token));
    }
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(callers)) {
        assertInstanceOf(Authentication.Unavailable.class, answer.get());
      }
    }
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
    assertTrue(provider.asked.size() <= 10, provider.asked.toString());
  }

  @Test
  void keysServeForTheirTimeWhileAProviderIsDown() {
    String token = provider.signed(provider.claims());
    var known = directory("");
    accepted(known, token);
    var fresh = directory("");
    provider.close();
    accepted(known, token);
    isAway(fresh, token, "127.0.0.1");
    clock.pass(Duration.ofHours(1));
    isAway(known, provider.signed(provider.claims()), "127.0.0.1");
  }
}

package org.mailkeep.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.StoreEvent;

/// Lists that come from a server of the web.
@Isolated("counts threads of HTTP clients")
final class WebListsTest {
  private static final long PATIENCE = 10;

  @TempDir Path folder;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private volatile int status = 200;
  private volatile byte[] body = new byte[0];
  private volatile boolean slow;
  private HttpServer server;
  private WebLists lists;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          arrived.countDown();
          byte[] sent = body;
          exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
          exchange.getResponseBody().write(sent, 0, sent.length / 2);
          exchange.getResponseBody().flush();
          awaitEnd();
          exchange.getResponseBody().write(sent, sent.length / 2, sent.length - sent.length / 2);
          exchange.close();
        });
    server.createContext("/moved", exchange -> redirect(exchange, "/l"));
    server.createContext("/round", exchange -> redirect(exchange, "/round"));
    server.start();
    lists = new WebLists(() -> now, events::add);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /// Of a test, when the server is slow.
  private void awaitEnd() {
    try {
      if (slow) {
        assertTrue(over.await(PATIENCE, TimeUnit.SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    lists.close();
    server.stop(0);
    threads.close();
  }

  private String address(String path) {
    return "'http://127.0.0.1:" + server.getAddress().getPort() + path + "'";
  }

  private FixedLookups lookups(String format, String values, String more) {
    String toml =
        "[store.x]\ntype = 'memory'\nformat = '%s'\nvalues = [%s]\n%s"
            .formatted(format, values.replace("WEB", address("/l")), more);
    var reading =
        new ConfigurationReader(Catalogue.all(), Sources.none()).read("mailkeep.toml", toml);
    Configuration configuration =
        assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString())
            .configuration();
    return new FixedLookups(configuration, lists);
  }

  private StoreEvent.ListFetched fetched() throws InterruptedException {
    return assertInstanceOf(
        StoreEvent.ListFetched.class, events.poll(PATIENCE, TimeUnit.SECONDS), "an event");
  }

  private String refused() throws InterruptedException {
    Event event = events.poll(PATIENCE, TimeUnit.SECONDS);
    return assertInstanceOf(StoreEvent.ListUnavailable.class, event, "an event").reason();
  }

  @Test
  void theirLinesAreFound() throws InterruptedException {
    body = "# people\njane@example.org\n\n joe@example.org\n".getBytes(UTF_8);
    FixedLookups list = lookups("list", "'a', WEB", "");
    assertTrue(list.find("x", "jane@example.org").isPresent());
    assertTrue(list.find("x", "joe@example.org").isPresent());
    assertTrue(list.find("x", "a").isPresent());
    assertFalse(list.find("x", "# people").isPresent());
    StoreEvent.ListFetched event = fetched();
    assertEquals("x", event.store());
    assertEquals("http://127.0.0.1/l", event.address());
    assertEquals(2, event.lines());
    assertEquals(1, asked.get());
  }

  @Test
  void packedOnesAreUnpacked() throws IOException {
    body = packed("a.example 1\nb.example 2");
    FixedLookups list = lookups("map", "WEB", "");
    assertEquals("2", list.find("x", "b.example").orElseThrow());
  }

  @Test
  void theyAreFetchedAnewAndKeptWhileTheyCannotBe() throws InterruptedException {
    body = "a".getBytes(UTF_8);
    FixedLookups list = lookups("list", "WEB", "refresh = '1h'\nretry = '5m'");
    assertTrue(list.find("x", "a").isPresent());
    assertEquals(1, fetched().lines());
    now = now.plus(Duration.ofMinutes(59));
    assertTrue(list.find("x", "a").isPresent());
    assertEquals(1, asked.get());
    status = 503;
    now = now.plus(Duration.ofMinutes(1));
    assertTrue(list.find("x", "a").isPresent());
    assertEquals("status 503", refused());
    assertTrue(list.find("x", "a").isPresent(), "the last good content counts");
    assertEquals(2, asked.get());
    status = 200;
    body = "b\nc".getBytes(UTF_8);
    now = now.plus(Duration.ofMinutes(5));
    assertTrue(list.find("x", "a").isPresent(), "nobody waits for what is fetched anew");
    assertEquals(2, fetched().lines());
    assertFalse(list.find("x", "a").isPresent());
    assertTrue(list.find("x", "c").isPresent());
  }

  @Test
  void whatWasFetchedSurvivesAnotherConfiguration() throws InterruptedException {
    body = "a".getBytes(UTF_8);
    assertTrue(lookups("list", "WEB", "").find("x", "a").isPresent());
    assertEquals(1, fetched().lines());
    status = 500;
    assertTrue(lookups("list", "'b', WEB", "").find("x", "a").isPresent());
    assertEquals(1, asked.get());
  }

  @Test
  void withoutAnyToAskIsATemporaryFailure() throws InterruptedException {
    status = 404;
    FixedLookups list = lookups("list", "'a', WEB", "");
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    assertEquals("status 404", refused());
    assertThrows(ExpressionException.class, () -> list.find("x", "b"));
    assertEquals(1, asked.get(), "it is not asked for each question");
  }

  @Test
  void aFileStandsInUntilItIsThere() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("stand-in"), "a\n");
    status = 503;
    FixedLookups list = lookups("list", "WEB, 'fallback+file://" + file + "'", "retry = '1m'");
    assertTrue(list.find("x", "a").isPresent());
    assertEquals("status 503", refused());
    status = 200;
    body = "b".getBytes(UTF_8);
    now = now.plus(Duration.ofMinutes(1));
    assertTrue(list.find("x", "a").isPresent());
    assertEquals(1, fetched().lines());
    assertFalse(list.find("x", "a").isPresent());
    assertTrue(list.find("x", "b").isPresent());
  }

  @Test
  void whatIsBeyondALimitIsNotTaken() throws IOException, InterruptedException {
    body = "a\nb\nc".getBytes(UTF_8);
    isRefused("limits.entries = 2", "more than 2 entries, which limits.entries allows");
    isRefused("limits.size = 4", "more than 4 octets, which limits.size allows");
    body = "abcd".getBytes(UTF_8);
    isRefused(
        "limits.entry-size = 3",
        "an entry of more than 3 characters, which limits.entry-size allows");
    body = packed("a\n".repeat(1_000));
    isRefused("limits.size = 999", "more than 999 octets, which limits.size allows");
    body = "a(".getBytes(UTF_8);
    FixedLookups list = lookups("regex", "WEB", "");
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    assertTrue(refused().startsWith("the regular expression a( "));
  }

  @Test
  void aSlowServerIsNotWaitedForForLong() throws InterruptedException {
    body = "aa\nbb".getBytes(UTF_8);
    slow = true;
    isRefused("timeout = '300ms'", "not there within 300 ms");
  }

  @Test
  void entriesAreCountedWhileTheyCome() throws InterruptedException {
    body = "a\nb\nc\n".repeat(1_000).getBytes(UTF_8);
    slow = true;
    isRefused("limits.entries = 2", "more than 2 entries, which limits.entries allows");
    assertEquals(1, over.getCount(), "nobody waits for the rest");
  }

  @Test
  void whateverFailsIsToldAndIsATemporaryFailure() throws InterruptedException {
    FixedLookups list = lookups("list", "'http://127.0.0.1:70000/l'", "");
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    String reason = refused();
    assertTrue(reason.contains("IllegalArgumentException"), reason);
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    assertTrue(events.isEmpty(), "it is not tried for each question");
  }

  @Test
  void errorsAreToldToo() throws InterruptedException {
    lists.close();
    lists = new WebLists(() -> now, events::add, WebListsTest::failing);
    FixedLookups list = lookups("list", "WEB", "");
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    assertEquals("java.lang.StackOverflowError: deep", refused());
  }

  private static HttpClient.Builder failing() {
    throw new StackOverflowError("deep");
  }

  @Test
  void linesOfAnotherFormatAreNotUsed() throws InterruptedException {
    body = "a.c".getBytes(UTF_8);
    assertTrue(lookups("list", "WEB", "").find("x", "a.c").isPresent());
    assertEquals(1, fetched().lines());
    status = 500;
    FixedLookups expressions = lookups("regex", "WEB", "");
    assertThrows(ExpressionException.class, () -> expressions.find("x", "abc"));
    assertEquals("status 500", refused());
    FixedLookups comments = lookups("list", "WEB", "comment = 'a'");
    assertThrows(ExpressionException.class, () -> comments.find("x", "a.c"));
    assertEquals("status 500", refused());
  }

  @Test
  void whatIsBeingFetchedInAnotherFormatIsNotUsed() throws Exception {
    body = "a(".getBytes(UTF_8);
    slow = true;
    FixedLookups before = lookups("list", "WEB", "");
    assertTrue(arrived.await(PATIENCE, TimeUnit.SECONDS));
    FixedLookups after = lookups("regex", "WEB", "");
    var asking = CompletableFuture.supplyAsync(() -> after.find("x", "a("), threads);
    over.countDown();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> asking.get(PATIENCE, TimeUnit.SECONDS));
    assertInstanceOf(ExpressionException.class, failure.getCause());
    assertThrows(ExpressionException.class, () -> after.find("x", "a"));
    assertTrue(before.find("x", "a(").isPresent(), "who asks by the old rules finds by them");
    assertEquals(2, asked.get());
  }

  @Test
  void aFetchByOldLimitsIsNotTheLast() throws Exception {
    body = "a\nb".getBytes(UTF_8);
    slow = true;
    lists.begin(source(1));
    assertTrue(arrived.await(PATIENCE, TimeUnit.SECONDS));
    Supplier<Optional<MemoryLists.Fetched>> after = lists.begin(source(2));
    var asking = CompletableFuture.supplyAsync(after, threads);
    assertThrows(TimeoutException.class, () -> asking.get(100, TimeUnit.MILLISECONDS));
    over.countDown();
    MemoryLists.Fetched found = asking.get(PATIENCE, TimeUnit.SECONDS).orElseThrow();
    assertEquals(List.of("a", "b"), found.entries().texts());
    assertEquals("more than 1 entries, which limits.entries allows", refused());
    assertEquals(2, fetched().lines());
  }

  private WebLists.Source source(int entries) {
    var pace = new WebLists.Pace(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(1));
    var reading = new ListReading(MemoryLists.Format.LIST, "#", 1_000, entries, 100);
    return new WebLists.Source("x", URI.create(address("/l").replace("'", "")), pace, reading);
  }

  @Test
  void redirectsAreFollowedButNotForever() throws InterruptedException {
    body = "a".getBytes(UTF_8);
    assertTrue(lookups("list", address("/moved"), "").find("x", "a").isPresent());
    assertEquals("http://127.0.0.1/moved", fetched().address());
    FixedLookups round = lookups("list", address("/round"), "");
    assertThrows(ExpressionException.class, () -> round.find("x", "a"));
    assertEquals("status 302", refused());
  }

  @Test
  void redirectsFromHttpsToHttpAreNotFollowed() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    lists.close();
    lists = new WebLists(() -> now, events::add, () -> builder);
    body = "a".getBytes(UTF_8);
    assertTrue(lookups("list", "WEB", "").find("x", "a").isPresent());
    try (HttpClient asking = builder.executor(threads).build()) {
      assertEquals(HttpClient.Redirect.NORMAL, asking.followRedirects());
    }
  }

  @Test
  void closingEndsWhatHangs() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    body = "aa\nbb".getBytes(UTF_8);
    slow = true;
    FixedLookups list = lookups("list", "WEB", "timeout = '1h'");
    var asking = CompletableFuture.supplyAsync(() -> list.find("x", "aa"), threads);
    assertTrue(arrived.await(PATIENCE, TimeUnit.SECONDS));
    CompletableFuture.runAsync(lists::close, threads).get(PATIENCE, TimeUnit.SECONDS);
    assertEquals(1, over.getCount(), "the server still hangs");
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> asking.get(PATIENCE, TimeUnit.SECONDS));
    assertInstanceOf(ExpressionException.class, failure.getCause());
    assertTrue(events.isEmpty(), events.toString());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("HttpClient")) {
        assertTrue(thread.join(Duration.ofSeconds(PATIENCE)), thread.getName());
      }
    }
  }

  private void isRefused(String limit, String because) throws InterruptedException {

    FixedLookups list = lookups("list", "WEB", limit);
    assertThrows(ExpressionException.class, () -> list.find("x", "a"));
    String reason = refused();
    assertEquals(because, reason);
  }

  private static byte[] packed(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packer = new GZIPOutputStream(out)) {
      packer.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}

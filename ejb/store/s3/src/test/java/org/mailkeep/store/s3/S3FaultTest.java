package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.StoreChecks;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.FaultProxy.Fault;
import org.mailkeep.store.servers.S3ProxyServer;
import org.mailkeep.telemetry.Events;

/// A server that fails, is slow, or is cut off gives temporary failures, soon, and all is well when
/// it is.
final class S3FaultTest {
  private static final String KEY = "0a".repeat(16);
  private static final byte[] OCTETS = new byte[200_000];

  private FaultProxy proxy;
  private S3Backend backend;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  S3FaultTest() {}

  @BeforeEach
  void open() throws IOException {
    proxy = FaultProxy.before(Buckets.s3proxy().port());
    backend = opened(Duration.ofSeconds(30));
    backend.put(KEY, OCTETS);
  }

  private S3Backend opened(Duration timeout) {
    S3Config config = Buckets.config("http://127.0.0.1:" + proxy.port());
    var exchange =
        new S3Config.Exchange(timeout, 1, S3Config.LEAST_PART, S3Config.Checksums.REQUIRED);
    return S3Backend.open(Buckets.with(config, exchange));
  }

  @AfterEach
  void close() throws IOException {
    backend.close();
    proxy.close();
  }

  @Test
  void anErrorOfTheServerIsATemporaryFailure() {
    fails(new Fault.Answer("500 Internal Server Error", error("InternalError")), "500");
  }

  @Test
  void aServerThatAsksForPatienceIsATemporaryFailure() {
    fails(new Fault.Answer("503 Slow Down", error("SlowDown")), "SlowDown");
  }

  @Test
  void aServerWithoutRoomIsFull() {
    proxy.set(new Fault.Answer("507 Insufficient Storage", error("InsufficientStorage")));
    assertThrows(StoreException.Full.class, () -> backend.put(KEY, OCTETS));
    heals();
  }

  @Test
  void aSlowServerIsATemporaryFailureAfterTheTimeOut() {
    try (S3Backend hurried = opened(Duration.ofSeconds(3))) {
      long begin = System.nanoTime();
      proxy.set(new Fault.Delay(Duration.ofMinutes(5)));
      assertThrows(StoreException.Unavailable.class, () -> hurried.put(KEY, OCTETS));
      assertThrows(StoreException.Unavailable.class, () -> hurried.read(KEY, 0, OCTETS.length));
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos());
    }
    heals();
  }

  @Test
  void aCutConnectionIsATemporaryFailure() {
    fails(new Fault.Cut(5), "store.bucket");
  }

  @Test
  void halfAnAnswerIsNotTakenForAll() {
    proxy.set(new Fault.Cut(OCTETS.length / 2));
    assertThrows(StoreException.Unavailable.class, () -> backend.read(KEY, 0, OCTETS.length));
    heals();
  }

  @Test
  void anAnswerThatEndsAnywhereIsATemporaryFailure() {
    int failed = 0;
    for (int octets = 1; octets < 400; octets += 3) {
      proxy.set(new Fault.Cut(octets));
      try {
        backend.list("", 10);
      } catch (StoreException.Unavailable e) {
        failed++;
      }
    }
    assertTrue(failed > 10, failed + " were cut");
    heals();
  }

  @Test
  void aServerThatIsGoneIsATemporaryFailure() {
    fails(new Fault.Refuse(), "store.bucket");
  }

  @Test
  void aPassingErrorIsNotSeen() {
    proxy.set(new Fault.Answer("503 Slow Down", error("SlowDown")));
    Thread.ofVirtual()
        .start(() -> {
          while (proxy.befallen() == 0) {
            LockSupport.parkNanos(100_000);
          }
          proxy.set(new Fault.None());
        });
    assertArrayEquals(OCTETS, backend.read(KEY, 0, OCTETS.length));
  }

  @Test
  void healthTellsAndHeals() {
    var watch =
        new StoreWatch("bucket", StoreChecks.of(backend), Events.none(), Duration.ofHours(1));
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
    proxy.set(new Fault.Answer("503 Slow Down", error("SlowDown")));
    watch.check();
    assertTrue(
        watch.state() instanceof StoreState.Failing(var reason) && reason.contains("SlowDown"),
        () -> "" + watch.state());
    proxy.set(new Fault.None());
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
  }

  @Test
  void whatIsWrongAtTheStartIsNamed() {
    String endpoint = Buckets.s3proxy().endpoint();
    refused(Buckets.config(endpoint, "wrong", S3ProxyServer.BUCKET), "store.bucket.secret-key");
    refused(Buckets.config(endpoint, S3ProxyServer.SECRET_KEY, "nobodys"), "store.bucket.bucket");
    refused(Buckets.config("http://127.0.0.1:1"), "store.bucket.endpoint");
  }

  private void fails(Fault fault, String reason) {
    proxy.set(fault);
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> backend.put(KEY, OCTETS));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    assertThrows(StoreException.Unavailable.class, () -> backend.read(KEY, 0, OCTETS.length));
    heals();
  }

  private void heals() {
    proxy.set(new Fault.None());
    backend.put(KEY, OCTETS);
    assertArrayEquals(OCTETS, backend.read(KEY, 0, OCTETS.length));
  }

  private static void refused(S3Config config, String key) {
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> S3Backend.open(config).close());
    assertTrue(String.valueOf(e.getMessage()).startsWith(key), e.getMessage());
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }
}

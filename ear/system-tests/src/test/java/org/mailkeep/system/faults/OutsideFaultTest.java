package org.mailkeep.system.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.FaultProxy.Fault;
import org.mailkeep.store.servers.RedisSentinels;
import org.mailkeep.store.servers.S3ProxyServer;
import org.mailkeep.system.MailServer;

/// Messages in S3 whose server fails, asks for patience, knows us no more, is slow or gone, and
/// look-ups in Redis whose master is gone for good, all under load.
@Tag("servers")
final class OutsideFaultTest {
  /// Longer than the store waits for an answer.
  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final String SLOW_DOWN = "<Error><Code>SlowDown</Code></Error>";
  private static final String REVOKED = "<Error><Code>InvalidAccessKeyId</Code></Error>";
  private static final String FAILED = "<Error><Code>InternalError</Code></Error>";

  @TempDir Path folder;

  @Test
  void serversOutsideInTroubleAreATemporaryFailure() throws Exception {
    try (S3ProxyServer objects = S3ProxyServer.started();
        var proxy = FaultProxy.before(objects.port());
        RedisSentinels redis = RedisSentinels.started();
        var server = MailServer.in(folder, settings(proxy, redis))) {
      House house = House.started(server);
      try (var traffic = Traffic.to(house)) {
        var ordeal = new Ordeal("S3 and Redis", house, traffic);
        answers(ordeal, proxy, new Fault.Answer("500 Internal Server Error", FAILED), "500");
        answers(ordeal, proxy, new Fault.Answer("503 Slow Down", SLOW_DOWN), "503");
        answers(ordeal, proxy, new Fault.Answer("403 Forbidden", REVOKED), "403");
        answers(ordeal, proxy, new Fault.Delay(SLOW), "2000 millis");
        ordeal.step("S3 restarted", () -> restarted(ordeal, objects));
        ordeal.step("Redis failed over", () -> failedOver(ordeal, redis));
        ordeal.end();
      }
    }
  }

  private static void answers(Ordeal ordeal, FaultProxy proxy, Fault fault, String reason)
      throws Exception {
    ordeal.step(
        "S3 " + fault,
        () -> {
          proxy.set(fault);
          ordeal.assertRefused();
          ordeal.assertNotReady("store objects", reason);
          proxy.set(new Fault.None());
        });
  }

  private static void restarted(Ordeal ordeal, S3ProxyServer objects) throws Exception {
    objects.kill();
    ordeal.assertRefused();
    ordeal.assertNotReady("store objects");
    objects.start();
  }

  /// The master does not come back: its replica takes its place, so soon that only the log is sure
  /// to tell of it.
  private static void failedOver(Ordeal ordeal, RedisSentinels redis) throws Exception {
    redis.master().kill();
    House.awaitAnswer(
        ordeal.house().server()::events,
        events ->
            events.contains("ERROR store.troubled store=quick ")
                && events.contains("store.recovered store=quick "));
  }

  private static String settings(FaultProxy objects, RedisSentinels redis) throws IOException {
    return """
    imap.auth.allow-plain-text = true
    queue.schedule.retry = ["1s"]
    storage.blob = "objects"
    storage.lookup = "quick"
    [store.objects]
    type = "s3"
    bucket = "%s"
    region = "us-east-1"
    endpoint = "http://127.0.0.1:%d"
    access-key = "%s"
    secret-key = "%s"
    timeout = "2s"
    max-retries = 1
    check = "1s"
    [store.quick]
    type = "redis"
    redis-type = "sentinel"
    urls = ["redis://127.0.0.1:%d"]
    sentinel.master = "%s"
    retry.total = 0
    timeout = "1s"
    check = "1s"
    """
        .formatted(
            S3ProxyServer.BUCKET,
            objects.port(),
            S3ProxyServer.ACCESS_KEY,
            S3ProxyServer.SECRET_KEY,
            redis.sentinel().port(),
            RedisSentinels.NAME);
  }
}

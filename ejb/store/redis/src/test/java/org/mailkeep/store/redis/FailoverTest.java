package org.mailkeep.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.StoreChecks;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.FaultProxy.Fault;
import org.mailkeep.store.servers.RedisSentinels;
import org.mailkeep.store.servers.RedisServer;
import org.mailkeep.telemetry.Events;

/// Servers that go and come, the real ones: failures are temporary, and end by themselves.
@Tag("servers")
final class FailoverTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] KEY = {1};
  private static final byte[] OTHER = {2};
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @Test
  void aReplicaTakesTheMastersPlace() throws IOException {
    try (var servers = RedisSentinels.started();
        var lookups = Servers.open(Servers.config(servers))) {
      var watch =
          new StoreWatch("quick", StoreChecks.of(lookups), Events.none(), Duration.ofHours(1));
      lookups.set(KEY, KEY, HOUR);
      assertTrue(lookups.lock(KEY, HOUR).isPresent());
      servers.awaitReplica();
      servers.master().kill();
      assertThrows(StoreException.Unavailable.class, () -> lookups.set(OTHER, OTHER, HOUR));
      assertThrows(StoreException.Unavailable.class, () -> lookups.count(KEY, 1, HOUR));
      watch.check();
      assertInstanceOf(StoreState.Failing.class, watch.state());
      awaitServing(watch);
      lookups.set(OTHER, OTHER, HOUR);
      assertArrayEquals(OTHER, lookups.get(OTHER));
      assertArrayEquals(KEY, lookups.get(KEY));
      assertTrue(lookups.lock(KEY, HOUR).isEmpty(), "the lock is still held");
    }
  }

  @Test
  void aServerThatComesBackIsUsedAgain() throws IOException {
    RedisServer server = RedisServer.started("--requirepass", Servers.PASSWORD);
    try (server;
        var lookups = Servers.open(Servers.config(server, Servers.PASSWORD))) {
      lookups.set(KEY, KEY, HOUR);
      server.kill();
      StoreException e = assertThrows(StoreException.Unavailable.class, () -> lookups.get(KEY));
      assertTrue(String.valueOf(e.getMessage()).startsWith("store.quick: get"), e.getMessage());
      assertThrows(StoreException.Unavailable.class, () -> lookups.lock(KEY, HOUR));
      server.start();
      lookups.set(KEY, OTHER, HOUR);
      assertArrayEquals(OTHER, lookups.get(KEY));
      assertEquals(1, lookups.count(KEY, 1, HOUR));
    }
  }

  @Test
  void aSlowServerIsATemporaryFailureAfterTheTimeOut() throws IOException {
    try (var proxy = FaultProxy.before(Servers.single().port())) {
      RedisConfig direct = Servers.config(Servers.single(), Servers.PASSWORD);
      RedisConfig config = Servers.config(direct.kind(), List.of(proxy.port()), direct.login());
      try (var lookups = Servers.open(config)) {
        lookups.set(KEY, KEY, HOUR);
        proxy.set(new Fault.Delay(HOUR));
        long begin = System.nanoTime();
        assertThrows(StoreException.Unavailable.class, () -> lookups.get(KEY));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(10).toNanos());
        proxy.set(new Fault.None());
        assertArrayEquals(KEY, lookups.get(KEY));
      }
    }
  }

  @Test
  void aServerWithoutRoomIsFull() throws IOException {
    try (RedisServer server =
            RedisServer.started("--requirepass", Servers.PASSWORD, "--maxmemory", "1");
        var lookups = Servers.open(Servers.config(server, Servers.PASSWORD))) {
      assertThrows(StoreException.Full.class, () -> lookups.set(KEY, KEY, HOUR));
      server.ask("CONFIG", "SET", "maxmemory", "0");
      lookups.set(KEY, KEY, HOUR);
      assertArrayEquals(KEY, lookups.get(KEY));
    }
  }

  @Test
  void whatIsWrongAtTheStartIsNamed() throws IOException {
    refused(Servers.config(Servers.single(), "wrong"), "store.quick.password: WRONGPASS");
    refused(
        Servers.config(
            new RedisConfig.Kind.Single(), List.of(Servers.single().port()), Servers.NOBODY),
        "store.quick.password: NOAUTH");
    try (var proxy = FaultProxy.before(1)) {
      proxy.set(new Fault.Refuse());
      refused(
          Servers.config(new RedisConfig.Kind.Single(), List.of(proxy.port()), Servers.NOBODY),
          "store.quick.urls");
      refused(
          Servers.config(
              new RedisConfig.Kind.Cluster(false), List.of(proxy.port()), Servers.NOBODY),
          "store.quick.urls");
      refused(
          Servers.config(
              new RedisConfig.Kind.Sentinel("mail", Servers.NOBODY),
              List.of(proxy.port()),
              Servers.NOBODY),
          "store.quick.urls");
    }
  }

  private static void refused(RedisConfig config, String words) {
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> Servers.open(config).close());
    assertTrue(String.valueOf(e.getMessage()).startsWith(words), e.getMessage());
  }

  private static void awaitServing(StoreWatch watch) {
    long end = System.nanoTime() + PATIENCE;
    while (!(watch.state() instanceof StoreState.Open)) {
      assertTrue(System.nanoTime() < end, () -> "" + watch.state());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      watch.check();
    }
  }
}

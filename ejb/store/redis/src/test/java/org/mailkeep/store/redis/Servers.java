package org.mailkeep.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.servers.RedisCluster;
import org.mailkeep.store.servers.RedisSentinels;
import org.mailkeep.store.servers.RedisServer;

/// The servers that the tests of this module share; each is started when it is first asked for and
/// ends with the JVM.
final class Servers {
  static final String PASSWORD = "secret of the tests";
  static final RedisConfig.Login NOBODY =
      new RedisConfig.Login(Optional.empty(), Optional.empty(), 0);

  private static @Nullable RedisServer single;
  private static @Nullable RedisCluster cluster;
  private static @Nullable RedisSentinels sentinels;

  private Servers() {}

  static synchronized RedisServer single() {
    RedisServer server = single;
    if (server == null) {
      try {
        server = RedisServer.started("--requirepass", PASSWORD);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      single = server;
    }
    return server;
  }

  static synchronized RedisCluster cluster() {
    RedisCluster servers = cluster;
    if (servers == null) {
      try {
        servers = RedisCluster.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      cluster = servers;
    }
    return servers;
  }

  static synchronized RedisSentinels sentinels() {
    RedisSentinels servers = sentinels;
    if (servers == null) {
      try {
        servers = RedisSentinels.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sentinels = servers;
    }
    return servers;
  }

  static RedisConfig config(RedisServer server, String password) {
    return config(
        new RedisConfig.Kind.Single(),
        List.of(server.port()),
        new RedisConfig.Login(Optional.empty(), Optional.of(password), 3));
  }

  static RedisConfig config(RedisCluster cluster, boolean readFromReplicas) {
    return config(
        new RedisConfig.Kind.Cluster(readFromReplicas),
        cluster.masters().stream().limit(2).map(RedisServer::port).toList(),
        NOBODY);
  }

  static RedisConfig config(RedisSentinels sentinels) {
    return config(
        new RedisConfig.Kind.Sentinel(RedisSentinels.NAME, NOBODY),
        List.of(sentinels.sentinel().port()),
        NOBODY);
  }

  static RedisConfig config(RedisConfig.Kind kind, List<Integer> ports, RedisConfig.Login login) {
    return new RedisConfig(
        "quick",
        kind,
        ports.stream().map(port -> new RedisConfig.Server("127.0.0.1", port)).toList(),
        login,
        Optional.empty(),
        new RedisConfig.Exchange(
            Duration.ofSeconds(2), 2, Duration.ofMillis(10), Duration.ofMillis(100)),
        new RedisConfig.Pool(
            10, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(30)));
  }

  static RedisLookupStore open(RedisConfig config) {
    return RedisLookupStore.open(config, InstantSource.system());
  }
}

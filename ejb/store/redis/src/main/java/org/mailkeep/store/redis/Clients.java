package org.mailkeep.store.redis;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.mailkeep.kernel.ServerTrust;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

/// Makes the driver's clients as the settings want them.
final class Clients {
  private Clients() {}

  static UnifiedJedis of(RedisConfig config) {
    RedisConfig.Server first = config.servers().getFirst();
    return switch (config.kind()) {
      case RedisConfig.Kind.Single() ->
          RedisClient.builder()
              .hostAndPort(first.host(), first.port())
              .clientConfig(client(config, config.login()).build())
              .poolConfig(pool(config.pool()))
              .build();
      case RedisConfig.Kind.Cluster(var replicas) ->
          RedisClusterClient.builder()
              .nodes(servers(config))
              .clientConfig(cluster(config, replicas))
              .poolConfig(pool(config.pool()))
              .maxAttempts(config.exchange().retries() + 1)
              .maxTotalRetriesDuration(config.exchange().timeout())
              .build();
      case RedisConfig.Kind.Sentinel(var master, var login) ->
          RedisSentinelClient.builder()
              .masterName(master)
              .sentinels(servers(config))
              .sentinelClientConfig(client(config, login).build())
              .clientConfig(client(config, config.login()).build())
              .poolConfig(pool(config.pool()))
              .build();
    };
  }

  private static Set<HostAndPort> servers(RedisConfig config) {
    return config.servers().stream()
        .map(server -> new HostAndPort(server.host(), server.port()))
        .collect(Collectors.toSet());
  }

  private static JedisClientConfig cluster(RedisConfig config, boolean readFromReplicas) {
    DefaultJedisClientConfig.Builder client = client(config, config.login());
    if (readFromReplicas) {
      client.readOnlyForRedisClusterReplicas();
    }
    return client.build();
  }

  private static DefaultJedisClientConfig.Builder client(
      RedisConfig config, RedisConfig.Login login) {
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .resp2()
            .clientName("mailkeep")
            .connectionTimeoutMillis(millis(config.pool().create()))
            .socketTimeoutMillis(millis(config.exchange().timeout()))
            .database(login.database());
    login.user().ifPresent(client::user);
    login.password().ifPresent(client::password);
    config.encryption().ifPresent(trust -> encrypt(client, trust));
    return client;
  }

  @SuppressWarnings("deprecation") // newer options take key stores, which refuse without words
  private static void encrypt(DefaultJedisClientConfig.Builder client, ServerTrust trust) {
    var names = new SSLParameters();
    names.setEndpointIdentificationAlgorithm("HTTPS");
    client.ssl(true).sslSocketFactory(trust.context().getSocketFactory()).sslParameters(names);
  }

  private static ConnectionPoolConfig pool(RedisConfig.Pool pool) {
    var config = new ConnectionPoolConfig();
    config.setMaxTotal(pool.most());
    config.setMaxIdle(pool.most());
    config.setMinIdle(0);
    config.setBlockWhenExhausted(true);
    config.setMaxWait(pool.await());
    config.setTestWhileIdle(true);
    config.setTimeBetweenEvictionRuns(pool.recycle());
    config.setMinEvictableIdleDuration(pool.recycle().multipliedBy(10));
    config.setNumTestsPerEvictionRun(-1);
    config.setJmxEnabled(false);
    return config;
  }

  private static int millis(Duration time) {
    return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
  }
}

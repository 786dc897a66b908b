package org.mailkeep.store.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.mailkeep.store.api.StoreException;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// Asks Redis; its failures come out as callers know them. Safe for many threads.
final class Line implements AutoCloseable {
  private final UnifiedJedis client;
  private final RedisConfig config;
  private volatile boolean closed;

  Line(UnifiedJedis client, RedisConfig config) {
    this.client = client;
    this.config = config;
  }

  /// Asks once: for what must not happen twice.
  <T> T once(String tried, Function<UnifiedJedis, T> question) {
    if (closed) {
      throw new StoreException.Unavailable("store." + config.id() + " is closed");
    }
    try {
      return question.apply(client);
    } catch (JedisException e) {
      forgetIdle(e);
      throw failure(tried, e);
    }
  }

  /// Asks again when it fails for the moment, as long as one answer may take.
  <T> T again(String tried, Function<UnifiedJedis, T> question) {
    RedisConfig.Exchange exchange = config.exchange();
    Duration pause = exchange.leastPause();
    long end = System.nanoTime() + exchange.timeout().toNanos();
    for (int attempt = 0; ; attempt++) {
      try {
        return once(tried, question);
      } catch (StoreException.Unavailable e) {
        boolean late = closed || System.nanoTime() + pause.toNanos() > end;
        if (late || attempt >= exchange.retries() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(pause.toNanos());
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(exchange.mostPause()) < 0 ? twice : exchange.mostPause();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  /// What was idle when one connection broke is most likely broken too, or leads to a server that
  /// is the master no more.
  private void forgetIdle(JedisException e) {
    if (!(e instanceof JedisConnectionException) && !isReadOnly(e)) {
      return;
    }
    switch (client) {
      case RedisClient single -> single.getPool().clear();
      case RedisSentinelClient sentinel ->
          sentinel.getPrimaryNodesConnectionMap().values().forEach(pool -> pool.clear());
      case RedisClusterClient cluster ->
          cluster.getClusterNodes().values().forEach(pool -> pool.clear());
      default -> {}
    }
  }

  private static boolean isReadOnly(JedisException e) {
    return String.valueOf(e.getMessage()).startsWith("READONLY");
  }

  private StoreException failure(String tried, JedisException e) {
    String message = "store." + config.id() + ": " + tried + ": " + reason(e);
    return e instanceof JedisDataException && String.valueOf(e.getMessage()).startsWith("OOM")
        ? new StoreException.Full(message, e)
        : new StoreException.Unavailable(message, e);
  }

  static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String text = String.valueOf(e.getMessage());
    return cause == null ? text : text + " (" + cause.getMessage() + ")";
  }
}

package org.mailkeep.store.servers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A master of Redis, its replica, and a sentinel that has the replica take the master's place when
/// that is gone for a second.
///
/// @param master which may be killed
/// @param replica of it
/// @param sentinel who watches them as `mail`
public record RedisSentinels(RedisServer master, RedisServer replica, RedisServer sentinel)
    implements AutoCloseable {
  /// What the sentinel calls them.
  public static final String NAME = "mail";

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  /// All three, the replica up to date and known to the sentinel.
  public static RedisSentinels started() throws IOException {
    RedisServer master = RedisServer.started();
    RedisServer replica =
        RedisServer.started(
            "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
    RedisServer sentinel =
        RedisServer.sentinel(
            """
            bind 127.0.0.1
            sentinel monitor mail 127.0.0.1 %d 1
            sentinel down-after-milliseconds mail 1000
            sentinel failover-timeout mail 3000
            """
                .formatted(master.port()));
    var all = new RedisSentinels(master, replica, sentinel);
    await(master, "state=online", "info", "replication");
    await(sentinel, "127.0.0.1", "sentinel", "replicas", NAME);
    return all;
  }

  /// Waits until the replica has each key that the master has. (`WAIT` would tell of the writes of
  /// its own connection only.)
  public void awaitReplica() throws IOException {
    await(replica, master.ask("dbsize").strip(), "dbsize");
  }

  @Override
  public void close() throws IOException {
    sentinel.close();
    replica.close();
    master.close();
  }

  private static void await(RedisServer server, String answer, String... question)
      throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!server.ask(question).contains(answer)) {
      if (System.nanoTime() > end) {
        throw new IOException("never " + answer + ": " + server.ask(question));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}

package org.mailkeep.store.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Three masters of Redis that share the keys.
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final List<RedisServer> masters = new ArrayList<>();

  private RedisCluster() {}

  /// A cluster that serves all keys.
  public static RedisCluster started() throws IOException {
    var cluster = new RedisCluster();
    boolean complete = false;
    try {
      cluster.start();
      complete = true;
    } finally {
      if (!complete) {
        cluster.close();
      }
    }
    return cluster;
  }

  /// Its masters.
  public List<RedisServer> masters() {
    return List.copyOf(masters);
  }

  /// Forgets all.
  public void clear() throws IOException {
    for (RedisServer master : masters) {
      master.ask("FLUSHALL");
    }
  }

  @Override
  public void close() throws IOException {
    for (RedisServer master : masters) {
      master.close();
    }
  }

  private void start() throws IOException {
    List<String> line = new ArrayList<>(List.of("--cluster", "create"));
    for (int number = 0; number < MASTERS; number++) {
      RedisServer master =
          RedisServer.started(
              "--cluster-enabled",
              "yes",
              "--cluster-node-timeout",
              "2000",
              "--cluster-port",
              "" + FreePort.claim());
      masters.add(master);
      line.add("127.0.0.1:" + master.port());
    }
    line.add("--cluster-yes");
    masters.getFirst().ask(line.toArray(String[]::new));
    long end = System.nanoTime() + PATIENCE;
    for (RedisServer master : masters) {
      while (!master.ask("cluster", "info").contains("cluster_state:ok")) {
        if (System.nanoTime() > end) {
          throw new IOException("the cluster does not form: " + master.ask("cluster", "info"));
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}

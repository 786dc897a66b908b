package org.mailkeep.wire.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at the limits of time of every connection a few times a second, so that none needs a timer
/// of its own. Safe for many threads.
public final class Deadlines implements AutoCloseable {

  private static final Duration USUAL = Duration.ofMillis(250);

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration tick;

  /// Looks four times a second.
  public Deadlines() {
    this(USUAL);
  }

  /// Looks as often as this.
  public Deadlines(Duration tick) {
    this.tick = tick;
    Threads.start("mailkeep-deadlines", this::run);
  }

  void watch(Connection connection) {
    connections.add(connection);
  }

  void forget(Connection connection) {
    connections.remove(connection);
  }

  /// Those watched.
  Set<Connection> connections() {
    return connections;
  }

  /// Looks now.
  void look() {
    long now = System.nanoTime();
    connections.forEach(connection -> connection.check(now));
  }

  private void run() {
    try {
      while (!closed.await(tick.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks no more.
  @Override
  public void close() {
    closed.countDown();
  }
}

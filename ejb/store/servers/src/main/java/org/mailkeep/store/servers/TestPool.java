package org.mailkeep.store.servers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A pool as a container has it: closing a connection gives it back, aborting it drops it.
public final class TestPool implements AutoCloseable {
  private final DataSource connections;
  private final Semaphore places;
  private final long waitMillis;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger statements = new AtomicInteger();

  /// @param connections makes one for each call
  /// @param most open at once
  /// @param waitMillis for one to come free
  public TestPool(DataSource connections, int most, long waitMillis) {
    this.connections = connections;
    this.places = new Semaphore(most);
    this.waitMillis = waitMillis;
  }

  /// What a store takes for its pool.
  public DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            TestPool.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, _) -> {
              if (method.getName().equals("getConnection")) {
                return connection();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /// Statements that have been prepared so far: round trips, about.
  public int statements() {
    return statements.get();
  }

  /// Connections that have been made so far.
  public int made() {
    return made.get();
  }

  @Override
  public void close() {
    for (Connection each = idle.poll(); each != null; each = idle.poll()) {
      try {
        each.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Connection connection() throws SQLException, InterruptedException {
    if (!places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
      throw new SQLTransientConnectionException("no connection came free");
    }
    boolean given = false;
    try {
      Connection pooled = idle.poll();
      Connection real = pooled == null ? make() : pooled;
      given = true;
      return handle(real);
    } finally {
      if (!given) {
        places.release();
      }
    }
  }

  private Connection make() throws SQLException {
    made.incrementAndGet();
    return connections.getConnection();
  }

  private Connection handle(Connection real) {
    var open = new boolean[] {true};
    return (Connection)
        Proxy.newProxyInstance(
            TestPool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  if (open[0]) {
                    open[0] = false;
                    idle.push(real);
                    places.release();
                  }
                  return null;
                }
                case "abort" -> {
                  open[0] = false;
                  places.release();
                  real.close();
                  return null;
                }
                case "prepareStatement" -> statements.incrementAndGet();
                default -> {}
              }
              return invoke(real, method, arguments);
            });
  }

  private static @Nullable Object invoke(Connection real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}

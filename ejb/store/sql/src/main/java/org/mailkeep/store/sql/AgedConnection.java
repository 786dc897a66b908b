package org.mailkeep.store.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Knows when a connection has lived long enough. It is asked through whatever a pool wraps
/// connections in, and is the connection in all other respects.
final class AgedConnection implements InvocationHandler {
  private final Connection connection;
  private final long end;

  private AgedConnection(Connection connection, long end) {
    this.connection = connection;
    this.end = end;
  }

  /// A connection that will have lived long enough then.
  static Connection of(Connection connection, Duration life) {
    return (Connection)
        Proxy.newProxyInstance(
            AgedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class, Aged.class},
            new AgedConnection(connection, System.nanoTime() + life.toNanos()));
  }

  /// Whether a pool's connection is to be dropped rather than given back.
  static boolean isOver(Connection pooled) throws SQLException {
    return pooled.isWrapperFor(Aged.class) && pooled.unwrap(Aged.class).isOver();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "isOver" -> {
        return System.nanoTime() - end > 0;
      }
      case "isWrapperFor", "unwrap" -> {
        if (arguments != null && arguments[0] == Aged.class) {
          return method.getName().equals("unwrap") ? proxy : true;
        }
      }
      default -> {}
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}

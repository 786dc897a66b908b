package org.mailkeep.store.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A pool for those who do not ask connections how old they are: one that has lived long enough is
/// dropped when it is given back. Safe for many threads.
public final class AgedPool {
  private AgedPool() {}

  /// The same pool, but for that.
  public static DataSource of(DataSource pool) {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          Object answer = invoke(pool, method, arguments);
          return answer instanceof Connection connection ? lent(connection) : answer;
        });
  }

  private static Connection lent(Connection connection) {
    var aborted = new boolean[1];
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          switch (method.getName()) {
            case "abort" -> aborted[0] = true;
            case "close" -> {
              if (!aborted[0] && !connection.isClosed() && AgedConnection.isOver(connection)) {
                drop(connection);
                return null;
              }
            }
            default -> {}
          }
          return invoke(connection, method, arguments);
        });
  }

  /// Aborting a connection means to a pool to forget it.
  private static void drop(Connection connection) throws SQLException {
    try (connection) {
      connection.abort(Runnable::run);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(AgedPool.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}

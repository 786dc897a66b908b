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
  private static final System.Logger LOG = System.getLogger(AgedPool.class.getName());

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
              if (!aborted[0] && isOver(connection)) {
                drop(connection);
                return null;
              }
            }
            default -> {}
          }
          return invoke(connection, method, arguments);
        });
  }

  /// No when it cannot be found out: then the pool, to which it is given back, may.
  private static boolean isOver(Connection connection) {
    try {
      return !connection.isClosed() && AgedConnection.isOver(connection);
    } catch (SQLException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "asking a connection for its age", e);
      return false;
    }
  }

  /// Aborting a connection means to a pool to forget it. Whoever used it has what they wanted, so
  /// that they hear nothing of what goes wrong.
  private static void drop(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "dropping a connection", e);
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

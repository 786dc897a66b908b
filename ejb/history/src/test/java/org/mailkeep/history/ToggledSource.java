package org.mailkeep.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A pool whose database can be away.
final class ToggledSource {
  private final DataSource source;
  private volatile boolean away;

  ToggledSource(DataSource source) {
    this.source = source;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            ToggledSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (away && method.getName().equals("getConnection")) {
                throw new SQLException("the database is away");
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}

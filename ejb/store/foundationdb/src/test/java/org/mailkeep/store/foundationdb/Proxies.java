package org.mailkeep.store.foundationdb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Lets a class that has some methods of an interface stand for it: the binding's interfaces have
/// many that the store does not use.
final class Proxies {
  private Proxies() {}

  /// @param target calls go to its public methods of the same name and parameters
  static <T> T of(Class<T> type, Object target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return own(target, method).invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private static Method own(Object target, Method method) {
    try {
      Method own = target.getClass().getMethod(method.getName(), method.getParameterTypes());
      own.setAccessible(true);
      return own;
    } catch (NoSuchMethodException e) {
      throw new UnsupportedOperationException(method.toString(), e);
    }
  }
}

package org.mailkeep.services;

import java.util.concurrent.ThreadFactory;

/// Virtual threads that carry nothing of whoever starts them but our class loader.
final class Threads {
  private Threads() {}

  /// Makes threads whose names begin so.
  static ThreadFactory named(String prefix) {
    ThreadFactory factory =
        Thread.ofVirtual().name(prefix, 0).inheritInheritableThreadLocals(false).factory();
    ClassLoader loader = Threads.class.getClassLoader();
    return work ->
        factory.newThread(() -> {
          Thread.currentThread().setContextClassLoader(loader);
          work.run();
        });
  }
}

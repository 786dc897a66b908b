package org.mailkeep.services;

import java.util.concurrent.ThreadFactory;

/// Threads that carry nothing of whoever starts them but our class loader.
final class Threads {
  private Threads() {}

  /// Makes virtual threads whose names begin so.
  static ThreadFactory named(String prefix) {
    ThreadFactory factory =
        Thread.ofVirtual().name(prefix, 0).inheritInheritableThreadLocals(false).factory();
    return ours(factory);
  }

  /// Makes threads of the system whose names begin so, for work that computes long: it would keep a
  /// virtual thread's carrier from others.
  static ThreadFactory platform(String prefix) {
    return ours(
        Thread.ofPlatform()
            .name(prefix, 0)
            .daemon()
            .inheritInheritableThreadLocals(false)
            .factory());
  }

  private static ThreadFactory ours(ThreadFactory factory) {
    ClassLoader loader = Threads.class.getClassLoader();
    return work ->
        factory.newThread(() -> {
          Thread.currentThread().setContextClassLoader(loader);
          work.run();
        });
  }
}

package org.mailkeep.wire.transport;

/// Virtual threads that carry nothing of who started them: inside an application server the starter
/// may be its deployer, whose thread-locals would stay with the connection.
final class Threads {

  private Threads() {}

  static Thread start(String name, Runnable work) {
    return start(name, Threads.class.getClassLoader(), work);
  }

  static Thread start(String name, ClassLoader loader, Runnable work) {
    var thread =
        Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(work);
    thread.setContextClassLoader(loader);
    thread.start();
    return thread;
  }
}

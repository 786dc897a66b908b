package org.mailkeep.wire.imap;

import java.util.concurrent.atomic.AtomicBoolean;

/// Whether a session idles and somebody wants it to look. A look that is asked for before the
/// session idles is made when it begins; looks that are asked for together are one.
final class Idling {
  private final Runnable look;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean on;

  /// @param look runs on a thread of its own, and asks [#looking] first
  Idling(Runnable look) {
    this.look = look;
  }

  /// Asks for a look, from any thread; never blocks.
  void wake() {
    if (asked.compareAndSet(false, true) && on) {
      start();
    }
  }

  /// The session idles from now on.
  void begin() {
    on = true;
    if (asked.get()) {
      start();
    }
  }

  /// The session idles no more; a look that is asked for is made when it idles again.
  void end() {
    on = false;
  }

  /// Whether to look now; what happens from here on wants another look.
  boolean looking() {
    if (on) {
      asked.set(false);
    }
    return on;
  }

  private void start() {
    Thread thread =
        Thread.ofVirtual()
            .name("mailkeep-imap-push")
            .inheritInheritableThreadLocals(false)
            .unstarted(look);
    thread.setContextClassLoader(Idling.class.getClassLoader());
    thread.start();
  }
}

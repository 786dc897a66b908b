package org.mailkeep.queue;

/// Says where mail goes. Safe for many threads; may block on the directory.
@FunctionalInterface
public interface Router {
  /// Where a recipient's mail goes now; asked before each attempt.
  Routing route(Recipient recipient);
}

package org.mailkeep.connections;

/// Opens sessions with one server. Safe for many threads.
@FunctionalInterface
public interface SessionOpener {
  /// Connects, encrypts and greets, all in a bounded time.
  ///
  /// @throws Unreachable when there is no session
  PooledSession open(Purpose purpose) throws Unreachable;
}

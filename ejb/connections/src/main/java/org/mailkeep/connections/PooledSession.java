package org.mailkeep.connections;

/// A session with another server that a pool keeps for its next use. One thread at a time uses it.
public interface PooledSession extends AutoCloseable {
  /// Whether it can be used again: nothing is known against it, it is not too old, and when it has
  /// rested for a while the server still answers. May ask the server, for a bounded time.
  boolean isGood();

  /// Ends it; never fails.
  @Override
  void close();
}

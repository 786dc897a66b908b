package org.mailkeep.connections;

/// A session that a pool has lent.
public interface SessionLease extends AutoCloseable {
  /// The session, until [#close] or [#discard].
  PooledSession session();

  /// Whether nobody has used it before.
  boolean isFresh();

  /// Gives it back in a state that is of no use to others: the pool closes it.
  void discard();

  /// Gives it back.
  @Override
  void close();
}

package org.mailkeep.connections;

/// Whoever keeps pools of sessions: the container, on a deployed server.
public interface SessionPools {
  /// A pool. It need not be possible to reach the server now. Of several that ask for a pool of one
  /// directory all get the first one's.
  ///
  /// @param type of the sessions that the opener makes
  /// @return to be closed by whoever asked; the pool goes with its last user
  <S extends PooledSession> Sessions<S> open(PoolPlan plan, Class<S> type, SessionOpener opener);
}

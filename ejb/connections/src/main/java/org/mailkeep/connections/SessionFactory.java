package org.mailkeep.connections;

/// A pool of sessions with one server. Safe for many threads.
public interface SessionFactory {
  /// A session, within the time that the pool allows.
  ///
  /// @throws Unreachable when none is free in time, or none can be opened
  SessionLease lease(Purpose purpose) throws Unreachable;
}

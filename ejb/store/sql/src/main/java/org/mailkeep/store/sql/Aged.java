package org.mailkeep.store.sql;

/// What a connection of ours can be asked by [java.sql.Connection#unwrap], through whatever a pool
/// wraps connections in; public, since pools call it.
public interface Aged {
  /// Whether it has lived long enough.
  boolean isOver();
}

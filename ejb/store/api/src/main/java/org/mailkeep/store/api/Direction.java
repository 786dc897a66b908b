package org.mailkeep.store.api;

/// Which way a scan goes.
public enum Direction {
  /// From the lowest key to the highest.
  UP,
  /// From the highest key to the lowest.
  DOWN
}

package org.mailkeep.queue;

/// The values of NOTIFY (RFC 3461 §4.1).
public enum Notify {
  /// No report whatever happens; stands alone.
  NEVER,
  /// A report when it was delivered.
  SUCCESS,
  /// A report when it could not be delivered.
  FAILURE,
  /// A report when it takes long.
  DELAY
}

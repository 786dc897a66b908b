package org.mailkeep.store.sql;

/// What an error of a database means.
enum Fault {
  /// Someone else's transaction stood in the way; nothing was written.
  CONFLICT,
  /// No room, or no leave to write; nothing was written.
  FULL,
  /// What is stored cannot be read.
  CORRUPT,
  /// The connection is of no more use. What was sent last may have happened.
  LOST,
  /// Anything else; nothing was written.
  REFUSED
}

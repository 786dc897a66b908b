package org.mailkeep.store.api;

/// How a commit ended.
public sealed interface Commit {
  /// All of it is on stable storage.
  record Committed() implements Commit {}

  /// Nothing happened, since a condition did not hold.
  ///
  /// @param space where
  /// @param key which key held something else
  record Conflict(Subspace space, byte[] key) implements Commit {}
}

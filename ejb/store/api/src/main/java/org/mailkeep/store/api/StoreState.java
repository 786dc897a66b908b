package org.mailkeep.store.api;

/// How a store fares.
public sealed interface StoreState {
  /// It reads and writes.
  record Open() implements StoreState {}

  /// It cannot be written, or not read: whatever needs it fails for now.
  ///
  /// @param reason readable
  record Failing(String reason) implements StoreState {}

  /// It reads and writes, but for some records, which cannot be read. Who needs them is failed,
  /// others are not.
  ///
  /// @param reason of the latest such read, readable
  record Damaged(String reason) implements StoreState {}
}

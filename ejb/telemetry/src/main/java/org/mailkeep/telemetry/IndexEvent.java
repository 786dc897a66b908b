package org.mailkeep.telemetry;

import java.time.Duration;

/// The full-text index and its indexer.
public sealed interface IndexEvent extends Event {

  /// Messages were indexed.
  @At(Level.DEBUG)
  record Indexed(int messages, Duration took) implements IndexEvent {}

  /// A message cannot be indexed; searches read it.
  @At(Level.WARN)
  record Skipped(String account, String email, String reason) implements IndexEvent {}

  /// The indexer cannot go on for now; searches read what is not indexed.
  @At(Level.WARN)
  record Behind(String reason) implements IndexEvent {}

  /// Something waits to be indexed for longer than it should; told once until that is over.
  ///
  /// @param waiting messages, and accounts that are indexed anew
  /// @param oldest how long the first of them waits
  @At(Level.WARN)
  record Late(long waiting, Duration oldest) implements IndexEvent {}

  /// The indexer goes on.
  ///
  /// @param took since it could not
  record Resumed(Duration took) implements IndexEvent {}

  /// An index knows nothing, or not what it should: all mail is indexed anew.
  record Rebuilding(String reason) implements IndexEvent {}

  /// All mail was asked to be indexed anew.
  record Rebuilt(long accounts) implements IndexEvent {}
}

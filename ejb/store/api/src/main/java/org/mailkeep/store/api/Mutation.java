package org.mailkeep.store.api;

import org.jspecify.annotations.Nullable;

/// All that a backend is ever asked to do.
public sealed interface Mutation {
  /// Where it happens.
  Subspace space();

  /// The commit happens only when the key holds exactly this.
  ///
  /// @param expected the value, or null when there must be none
  record Require(Subspace space, byte[] key, byte @Nullable [] expected) implements Mutation {}

  /// Sets a key, whatever it held.
  record Put(Subspace space, byte[] key, byte[] value) implements Mutation {}

  /// Removes a key, if it is there.
  record Delete(Subspace space, byte[] key) implements Mutation {}

  /// Removes a range of keys.
  record DeleteRange(Subspace space, Range range) implements Mutation {}

  /// Adds to a counter: a signed 64-bit big-endian value, absent is zero. The sum wraps around as
  /// Java's does. A value that is no counter fails the batch as corrupt.
  record Add(Subspace space, byte[] key, long delta) implements Mutation {}
}

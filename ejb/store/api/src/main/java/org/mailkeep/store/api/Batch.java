package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one commit does, all of it or nothing. For one thread at a time.
///
/// Conditions hold against what was stored before the commit; the other mutations apply in order.
/// Keys over [#MAX_KEY], values over [#MAX_VALUE] and batches over [#MAX_BATCH] octets are refused
/// with an IllegalArgumentException: only blobs are split, by the blob store. Octets of a batch are
/// counted as the strictest backend, FoundationDB, counts those of a transaction: each mutation
/// with its key also as a conflict's range, so that a batch fits every backend.
public final class Batch {
  /// Octets of the longest key.
  public static final int MAX_KEY = 1_000;

  /// Octets of the largest value.
  public static final int MAX_VALUE = 100_000;

  /// Octets of the largest batch, keys and values together.
  public static final int MAX_BATCH = 10_000_000;

  /// Octets that a mutation costs besides keys and value.
  private static final int MUTATION = 160;

  private final List<Mutation> mutations = new ArrayList<>();
  private long octets;

  /// Requires that the key holds exactly this, or nothing when null.
  public Batch require(Subspace space, byte[] key, byte @Nullable [] expected) {
    return add(new Mutation.Require(space, key, expected), key, expected);
  }

  /// Sets a key.
  public Batch put(Subspace space, byte[] key, byte[] value) {
    return add(new Mutation.Put(space, key, value), key, value);
  }

  /// Removes a key.
  public Batch delete(Subspace space, byte[] key) {
    return add(new Mutation.Delete(space, key), key, null);
  }

  /// Removes a range.
  public Batch delete(Subspace space, Range range) {
    return add(new Mutation.DeleteRange(space, range), range.from(), range.to());
  }

  /// Adds to a counter.
  public Batch add(Subspace space, byte[] key, long delta) {
    return add(new Mutation.Add(space, key, delta), key, null);
  }

  /// Appends all that another batch does.
  public Batch addAll(Batch other) {
    octets += other.octets;
    checkSize();
    mutations.addAll(other.mutations);
    return this;
  }

  /// What it does, in order.
  public List<Mutation> mutations() {
    return Collections.unmodifiableList(mutations);
  }

  /// Octets that it costs.
  public long size() {
    return octets;
  }

  /// Octets that a mutation costs, at most.
  ///
  /// @param key octets of its key
  /// @param value octets of its value
  public static long cost(int key, int value) {
    return 3L * key + value + MUTATION;
  }

  /// Whether it does nothing.
  public boolean isEmpty() {
    return mutations.isEmpty();
  }

  private Batch add(Mutation mutation, byte[] key, byte @Nullable [] value) {
    int length = value == null ? 0 : value.length;
    if (key.length > MAX_KEY) {
      throw new IllegalArgumentException("key of " + key.length + " octets");
    }
    if (length > MAX_VALUE) {
      throw new IllegalArgumentException("value of " + length + " octets");
    }
    octets += cost(key.length, length);
    checkSize();
    mutations.add(mutation);
    return this;
  }

  private void checkSize() {
    if (octets > MAX_BATCH) {
      throw new IllegalArgumentException("batch of " + octets + " octets");
    }
  }
}

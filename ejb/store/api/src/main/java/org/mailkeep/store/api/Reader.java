package org.mailkeep.store.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a data store. Arrays that come back are the caller's; nothing is changed by changing them.
public interface Reader {
  /// What a key holds, or null.
  ///
  /// @throws StoreException when it cannot be read
  byte @Nullable [] get(Subspace space, byte[] key);

  /// What each key holds, or null, in their order; cheaper than one by one.
  ///
  /// @throws StoreException when they cannot be read
  List<byte @Nullable []> get(Subspace space, List<byte[]> keys);

  /// Entries of a range, in order.
  ///
  /// @param limit the most that come back, at least 1
  /// @throws StoreException when they cannot be read
  List<Entry> scan(Subspace space, Range range, Direction direction, int limit);

  /// The counter that [Batch#add(Subspace, byte[], long)] adds to; zero when there is none.
  default long counter(Subspace space, byte[] key) {
    byte[] value = get(space, key);
    return value == null ? 0 : Keys.u64(value, 0);
  }
}

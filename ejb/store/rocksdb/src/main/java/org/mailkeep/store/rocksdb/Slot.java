package org.mailkeep.store.rocksdb;

import java.util.Arrays;
import org.mailkeep.store.api.Subspace;

/// A key of a subspace, as a key of maps.
record Slot(Subspace space, byte[] key) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Slot(var thatSpace, var thatKey)
        && space == thatSpace
        && Arrays.equals(key, thatKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key) * 31 + space.code();
  }
}

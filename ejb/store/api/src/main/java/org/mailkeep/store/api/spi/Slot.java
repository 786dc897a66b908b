package org.mailkeep.store.api.spi;

import java.util.Arrays;
import org.mailkeep.store.api.Subspace;

/// A key of a subspace, as a key of maps.
public record Slot(Subspace space, byte[] key) implements Comparable<Slot> {
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

  /// By subspace, then in the order of keys.
  @Override
  public int compareTo(Slot other) {
    int order = Integer.compare(space.code(), other.space.code());
    return order != 0 ? order : Arrays.compareUnsigned(key, other.key);
  }
}

package org.mailkeep.store.api.moving;

import java.util.Arrays;
import java.util.HexFormat;
import org.mailkeep.store.api.Subspace;

/// What a subspace was found to hold in two stores.
///
/// @param source entries in the one that is moved
/// @param target entries in the one that it is moved into
/// @param sourceHash SHA-256 over the pages of the one
/// @param targetHash and of the other
public record Verified(
    Subspace space, long source, long target, byte[] sourceHash, byte[] targetHash) {
  /// Whether both hold the same.
  public boolean same() {
    return source == target && Arrays.equals(sourceHash, targetHash);
  }

  /// The first half of the hash of the one that is moved, readable.
  public String hash() {
    return HexFormat.of().formatHex(sourceHash, 0, sourceHash.length / 2);
  }
}

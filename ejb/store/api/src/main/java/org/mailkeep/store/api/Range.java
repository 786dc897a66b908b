package org.mailkeep.store.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys from one to another, in unsigned byte order.
///
/// @param from the first key that belongs to it
/// @param to the first key behind it, or null for none
public record Range(byte[] from, byte @Nullable [] to) {
  /// All keys of a subspace.
  public static Range all() {
    return new Range(new byte[0], null);
  }

  /// All keys that begin with these octets.
  public static Range prefix(byte[] prefix) {
    return new Range(prefix, successor(prefix));
  }

  /// From a key on to the end of those that begin with a prefix.
  public static Range within(byte[] prefix, byte[] from) {
    return new Range(from, successor(prefix));
  }

  /// Whether a key belongs to it.
  public boolean contains(byte[] key) {
    return Arrays.compareUnsigned(key, from) >= 0
        && (to == null || Arrays.compareUnsigned(key, to) < 0);
  }

  private static byte @Nullable [] successor(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xff) {
        byte[] next = Arrays.copyOf(prefix, i + 1);
        next[i]++;
        return next;
      }
    }
    return null;
  }
}

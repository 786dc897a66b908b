package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.tuple.ByteArrayUtil;
import com.apple.foundationdb.tuple.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Where a store's keys lie in the cluster: behind the tuple `("mailkeep", prefix)`, then the
/// subspace's code, then the key as it is, so that order stays order. Never changed: it is on
/// disks. Code 0 is the store's own, for [Marks].
final class KeySpace {
  private static final int OWN = 0;

  private final byte[] root;

  /// @param prefix of the settings
  KeySpace(String prefix) {
    this.root = Tuple.from("mailkeep", prefix).pack();
  }

  /// Octets that stand before each key.
  int overhead() {
    return root.length + 1;
  }

  byte[] key(Subspace space, byte[] key) {
    return join(space.code(), key);
  }

  /// The caller's key again.
  byte[] plain(byte[] stored) {
    return Arrays.copyOfRange(stored, overhead(), stored.length);
  }

  /// The first key of a range.
  byte[] from(Subspace space, Range range) {
    return join(space.code(), range.from());
  }

  /// The first key behind a range.
  byte[] to(Subspace space, Range range) {
    byte @Nullable [] to = range.to();
    return to == null ? join(space.code() + 1, new byte[0]) : join(space.code(), to);
  }

  /// A key of the store's own.
  byte[] own(byte[] key) {
    return join(OWN, key);
  }

  /// The first key of the store's own.
  byte[] ownFrom() {
    return own(new byte[0]);
  }

  /// The first key behind the store's own.
  byte[] ownTo() {
    return join(OWN + 1, new byte[0]);
  }

  /// All of the store.
  com.apple.foundationdb.Range whole() {
    return new com.apple.foundationdb.Range(root, ByteArrayUtil.strinc(root));
  }

  private byte[] join(int code, byte[] key) {
    byte[] joined = Arrays.copyOf(root, root.length + 1 + key.length);
    joined[root.length] = (byte) code;
    System.arraycopy(key, 0, joined, root.length + 1, key.length);
    return joined;
  }
}

package org.mailkeep.benchmarks;

import java.util.SplittableRandom;
import org.mailkeep.store.api.Keys;

/// Numbered records, the same for a store and for what it is held against.
final class Records {
  /// Octets of a value: what a small message and its entry come to.
  static final int VALUE = 1_500;

  private static final byte[] NOISE = noise();

  private Records() {}

  /// A record's key.
  static byte[] key(long number) {
    return Keys.of(number).bytes();
  }

  /// A record's value, which nothing compresses.
  static byte[] value(long number) {
    byte[] value = NOISE.clone();
    byte[] key = key(number);
    System.arraycopy(key, 0, value, 0, key.length);
    return value;
  }

  private static byte[] noise() {
    var octets = new byte[VALUE];
    new SplittableRandom(1).nextBytes(octets);
    return octets;
  }
}

package org.mailkeep.kernel;

import java.security.SecureRandom;

/// Where unpredictable numbers come from; passed in, so that tests can repeat themselves.
@FunctionalInterface
public interface Chance {
  /// So many unpredictable octets.
  byte[] octets(int count);

  /// An unpredictable number that is not negative.
  default long number() {
    long value = 0;
    for (byte octet : octets(Long.BYTES)) {
      value = (value << 8) | (octet & 0xff);
    }
    return value & Long.MAX_VALUE;
  }

  /// The system's strong generator.
  static Chance secure() {
    var random = new SecureRandom();
    return count -> {
      var octets = new byte[count];
      random.nextBytes(octets);
      return octets;
    };
  }
}

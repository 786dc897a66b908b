package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The text of Unix crypt(3): base 64 of its own, low bits first.
final class CryptText {
  /// The digits, the one for zero first.
  static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final StringBuilder text = new StringBuilder(96);
  private final byte[] octets;

  /// @param octets what the digits stand for
  CryptText(byte[] octets) {
    this.octets = octets;
  }

  /// Three octets, named by index, the first the highest, as four digits.
  CryptText three(int first, int second, int third) {
    return digits((octet(first) << 16) | (octet(second) << 8) | octet(third), 4);
  }

  /// Two octets as three digits.
  CryptText two(int first, int second) {
    return digits((octet(first) << 8) | octet(second), 3);
  }

  /// One octet as two digits.
  CryptText one(int index) {
    return digits(octet(index), 2);
  }

  /// Whether a stored hash is this text.
  boolean is(String stored) {
    return MessageDigest.isEqual(
        stored.getBytes(StandardCharsets.UTF_8), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private CryptText digits(int bits, int count) {
    for (int i = 0; i < count; i++) {
      text.append(DIGITS.charAt((bits >>> (6 * i)) & 63));
    }
    return this;
  }

  private int octet(int index) {
    return octets[index] & 0xff;
  }
}

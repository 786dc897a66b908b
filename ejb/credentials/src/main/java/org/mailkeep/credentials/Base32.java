package org.mailkeep.credentials;

import java.io.ByteArrayOutputStream;

/// Base 32 (RFC 4648 §6), as authenticator apps write keys: capitals or not, padded or not.
final class Base32 {
  private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  /// @throws IllegalArgumentException when it is none
  static byte[] decode(String text) {
    String digits = text.replaceFirst("=+$", "");
    var octets = new ByteArrayOutputStream(digits.length() * 5 / 8);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = DIGITS.indexOf(Character.toUpperCase(digits.charAt(i)));
      if (digit < 0) {
        throw new IllegalArgumentException("not base 32");
      }
      bits = (bits << 5) | digit;
      count += 5;
      if (count >= 8) {
        count -= 8;
        octets.write(bits >>> count);
        bits &= (1 << count) - 1;
      }
    }
    return octets.toByteArray();
  }

  static String encode(byte[] octets) {
    var text = new StringBuilder(octets.length * 8 / 5 + 1);
    int bits = 0;
    int count = 0;
    for (byte octet : octets) {
      bits = (bits << 8) | (octet & 0xff);
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append(DIGITS.charAt((bits >>> count) & 31));
        bits &= (1 << count) - 1;
      }
    }
    return count == 0
        ? text.toString()
        : text.append(DIGITS.charAt((bits << (5 - count)) & 31)).toString();
  }
}

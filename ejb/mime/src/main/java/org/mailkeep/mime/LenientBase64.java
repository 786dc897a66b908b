package org.mailkeep.mime;

import java.util.Arrays;

/// Base64 as it arrives: characters outside the alphabet are skipped (RFC 2045 §6.8), padding may
/// be missing or in the middle.
final class LenientBase64 {
  private static final byte[] VALUES = values();

  /// Bits not yet given out.
  private int bits;

  /// Characters taken of the present group of four.
  private int count;

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /// Takes one byte; the decoded byte that became complete, or -1.
  int take(int c) {
    if (c == '=') {
      count = 0;
      bits = 0;
      return -1;
    }
    int value = VALUES[c & 0xff];
    if (value < 0) {
      return -1;
    }
    bits = (bits << 6) | value;
    count++;
    return switch (count) {
      case 2 -> (bits >> 4) & 0xff;
      case 3 -> (bits >> 2) & 0xff;
      case 4 -> {
        int last = bits & 0xff;
        count = 0;
        bits = 0;
        yield last;
      }
      default -> -1;
    };
  }

  static byte[] decode(String text) {
    LenientBase64 decoder = new LenientBase64();
    byte[] out = new byte[text.length() * 3 / 4 + 3];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      int b = text.charAt(i) < 0x100 ? decoder.take(text.charAt(i)) : -1;
      if (b >= 0) {
        out[size++] = (byte) b;
      }
    }
    return Arrays.copyOf(out, size);
  }
}

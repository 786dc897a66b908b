package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds binary keys whose unsigned byte order is the order of their parts.
public final class Keys {
  private byte[] octets = new byte[32];
  private int length;

  private Keys() {}

  /// An empty key to append to.
  public static Keys of() {
    return new Keys();
  }

  /// Starts with an unsigned 64-bit number.
  public static Keys of(long number) {
    return new Keys().u64(number);
  }

  /// Appends one octet.
  public Keys u8(int number) {
    room(1);
    octets[length++] = (byte) number;
    return this;
  }

  /// Appends an unsigned 32-bit number, big-endian.
  public Keys u32(int number) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      octets[length++] = (byte) (number >>> shift);
    }
    return this;
  }

  /// Appends an unsigned 64-bit number, big-endian.
  public Keys u64(long number) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      octets[length++] = (byte) (number >>> shift);
    }
    return this;
  }

  /// Appends text in UTF-8, ended by a zero octet. The text must not contain U+0000.
  public Keys text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (byte octet : utf8) {
      if (octet == 0) {
        throw new IllegalArgumentException("U+0000 in a key");
      }
    }
    return raw(utf8).u8(0);
  }

  /// Appends octets as they are: the last part of a key, or one of fixed length.
  public Keys raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
    return this;
  }

  /// The key.
  public byte[] bytes() {
    return Arrays.copyOf(octets, length);
  }

  /// The number of 64 bits that stands at an offset of a key.
  public static long u64(byte[] key, int offset) {
    long number = 0;
    for (int i = 0; i < 8; i++) {
      number = (number << 8) | (key[offset + i] & 0xff);
    }
    return number;
  }

  /// The number of 32 bits that stands at an offset of a key.
  public static int u32(byte[] key, int offset) {
    int number = 0;
    for (int i = 0; i < 4; i++) {
      number = (number << 8) | (key[offset + i] & 0xff);
    }
    return number;
  }

  private void room(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }
}

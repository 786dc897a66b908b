package org.mailkeep.store.api.index;

import java.util.Arrays;
import org.mailkeep.store.api.StoreException;

/// Octets that grow, with numbers of variable length: seven bits an octet, the lowest first. For
/// one thread.
final class Octets {
  private byte[] octets = new byte[16];
  private int length;

  int length() {
    return length;
  }

  Octets number(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      add((byte) (rest | 0x80));
      rest >>>= 7;
    }
    add((byte) rest);
    return this;
  }

  /// A number that may be negative, small when it is near zero.
  Octets signed(long number) {
    return number((number << 1) ^ (number >> 63));
  }

  Octets raw(byte[] more) {
    return raw(more, 0, more.length);
  }

  Octets raw(byte[] more, int from, int count) {
    room(count);
    System.arraycopy(more, from, octets, length, count);
    length += count;
    return this;
  }

  byte[] bytes() {
    return Arrays.copyOf(octets, length);
  }

  private void add(byte octet) {
    room(1);
    octets[length++] = octet;
  }

  private void room(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }

  /// Reads them. For one thread.
  static final class Cursor {
    final byte[] octets;
    int at;

    Cursor(byte[] octets) {
      this.octets = octets;
    }

    boolean hasMore() {
      return at < octets.length;
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at >= octets.length) {
          throw new StoreException.Corrupt("index: a number without an end");
        }
        byte octet = octets[at++];
        value |= (long) (octet & 0x7f) << shift;
        if (octet >= 0) {
          return value;
        }
      }
      throw new StoreException.Corrupt("index: a number of more than 64 bits");
    }

    long signed() {
      long number = number();
      return (number >>> 1) ^ -(number & 1);
    }

    /// Goes past as many octets.
    int skip(long count) {
      int from = at;
      if (count < 0 || count > octets.length - at) {
        throw new StoreException.Corrupt("index: " + count + " octets at " + at);
      }
      at += (int) count;
      return from;
    }
  }
}

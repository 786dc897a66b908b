package org.mailkeep.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers of a chunk's messages, one for each, in as few octets as the widest of them takes: told
/// is how far each is above a line. Numbers that are all the same, or count up with the messages as
/// UIDs do, take none.
///
/// Not changed once published, but for one that is [#open]: see [Chunk].
final class Column {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final byte[] octets;
  private final long base;
  private final byte slope;

  /// Octets of a number: 0, 1, 2, 4 or 8.
  private final byte width;

  private Column(byte[] octets, long base, int slope, int width) {
    this.octets = octets;
    this.base = base;
    this.slope = (byte) slope;
    this.width = (byte) width;
  }

  private static VarHandle view(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.nativeOrder());
  }

  /// One to write into.
  ///
  /// @param width octets of a number, 4 or 8
  static Column open(int capacity, int width) {
    return new Column(new byte[capacity * width], 0, 0, width);
  }

  /// One that holds these.
  ///
  /// @param numbers of which the first `size` count; not negative
  static Column packed(long[] numbers, int size) {
    long lowest = numbers[0];
    long highest = numbers[0];
    long lowestAbove = numbers[0];
    long highestAbove = numbers[0];
    for (int at = 1; at < size; at++) {
      lowest = Math.min(lowest, numbers[at]);
      highest = Math.max(highest, numbers[at]);
      lowestAbove = Math.min(lowestAbove, numbers[at] - at);
      highestAbove = Math.max(highestAbove, numbers[at] - at);
    }
    boolean rising = highestAbove - lowestAbove < highest - lowest;
    long base = rising ? lowestAbove : lowest;
    int width = width(rising ? highestAbove - lowestAbove : highest - lowest);
    int slope = rising ? 1 : 0;
    var column = new Column(new byte[size * width], base, slope, width);
    for (int at = 0; at < size; at++) {
      column.put(at, numbers[at] - base - (long) slope * at);
    }
    return column;
  }

  private static int width(long most) {
    if (most == 0) {
      return 0;
    }
    return most <= 0xff ? 1 : most <= 0xffff ? 2 : most <= 0xffff_ffffL ? 4 : 8;
  }

  /// The number of a message. One of 32 bits comes back unsigned.
  long get(int at) {
    long line = base + (long) slope * at;
    return switch (width) {
      case 0 -> line;
      case 1 -> line + (octets[at] & 0xff);
      case 2 -> line + ((short) SHORTS.get(octets, at << 1) & 0xffff);
      case 4 -> line + ((int) INTS.get(octets, at << 2) & 0xffff_ffffL);
      default -> line + (long) LONGS.get(octets, at << 3);
    };
  }

  /// These with some others; packed anew only when those do not fit.
  ///
  /// @param places of the others, as many as `numbers`
  /// @param size how many numbers count
  Column with(int[] places, long[] numbers, int size) {
    for (int i = 0; i < places.length; i++) {
      long above = numbers[i] - base - (long) slope * places[i];
      if (above < 0 || width(above) > width) {
        return repacked(places, numbers, size);
      }
    }
    var column = new Column(octets.clone(), base, slope, width);
    for (int i = 0; i < places.length; i++) {
      column.put(places[i], numbers[i] - base - (long) slope * places[i]);
    }
    return column;
  }

  private Column repacked(int[] places, long[] numbers, int size) {
    long[] all = new long[size];
    for (int at = 0; at < size; at++) {
      all[at] = get(at);
    }
    for (int i = 0; i < places.length; i++) {
      all[places[i]] = numbers[i];
    }
    return packed(all, size);
  }

  /// Writes into one that is open.
  void set(int at, long number) {
    put(at, number);
  }

  private void put(int at, long above) {
    switch (width) {
      case 0 -> {} // on the line
      case 1 -> octets[at] = (byte) above;
      case 2 -> SHORTS.set(octets, at << 1, (short) above);
      case 4 -> INTS.set(octets, at << 2, (int) above);
      default -> LONGS.set(octets, at << 3, above);
    }
  }
}

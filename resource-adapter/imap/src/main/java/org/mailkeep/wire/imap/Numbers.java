package org.mailkeep.wire.imap;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// Sequence numbers or UIDs of an answer, as pairs of first and last: short for long runs.
public final class Numbers {
  /// No number.
  public static final Numbers NONE = new Numbers(new int[0], 0, 0);

  private final int[] pairs;
  private final int length;
  private final long count;

  private Numbers(int[] pairs, int length, long count) {
    this.pairs = pairs;
    this.length = length;
    this.count = count;
  }

  /// The given numbers, in their order.
  public static Numbers of(long... numbers) {
    Builder builder = new Builder();
    for (long number : numbers) {
      builder.add(number);
    }
    return builder.build();
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return length == 0;
  }

  /// How many numbers there are.
  public long count() {
    return count;
  }

  /// How many runs there are.
  public int runs() {
    return length / 2;
  }

  /// First number of a run.
  public long first(int run) {
    return Integer.toUnsignedLong(pairs[2 * run]);
  }

  /// Last number of a run.
  public long last(int run) {
    return Integer.toUnsignedLong(pairs[2 * run + 1]);
  }

  /// Each number in order.
  public void forEach(LongConsumer action) {
    for (int run = 0; run < runs(); run++) {
      for (long number = first(run); number <= last(run); number++) {
        action.accept(number);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers that
        && Arrays.equals(pairs, 0, length, that.pairs, 0, that.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(pairs, length));
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int run = 0; run < runs(); run++) {
      out.append(run == 0 ? "" : ",").append(first(run));
      if (first(run) != last(run)) {
        out.append(':').append(last(run));
      }
    }
    return out.toString();
  }

  /// Puts numbers together; a number that follows the one before it lengthens the run.
  public static final class Builder {
    private int[] pairs = new int[8];
    private int length;
    private long count;

    /// @param number 1 to 2^32-1
    public void add(long number) {
      count++;
      if (length > 0 && Integer.toUnsignedLong(pairs[length - 1]) + 1 == number) {
        pairs[length - 1] = (int) number;
        return;
      }
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, length * 2);
      }
      pairs[length++] = (int) number;
      pairs[length++] = (int) number;
    }

    /// Adds a run; nothing when it is empty.
    ///
    /// @param first 1 to 2^32-1
    public void addRun(long first, long last) {
      if (last < first) {
        return;
      }
      add(first);
      count += last - first;
      pairs[length - 1] = (int) last;
    }

    /// The numbers so far; the builder is not used afterwards.
    public Numbers build() {
      return length == 0 ? NONE : new Numbers(pairs, length, count);
    }
  }
}

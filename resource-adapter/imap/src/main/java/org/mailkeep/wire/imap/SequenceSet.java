package org.mailkeep.wire.imap;

import java.util.Arrays;

/// Numbers and ranges of a command (RFC 9051 §9 `sequence-set`), as the client wrote them. `*` is
/// the largest number in use; `$` is the result that the last SEARCH saved.
public final class SequenceSet {
  /// Stands for `*` in [#bounds].
  public static final long STAR = Long.MAX_VALUE;

  /// `$`, RFC 9051 §6.4.4.1.
  public static final SequenceSet SAVED = new SequenceSet(new long[0]);

  private final long[] bounds;

  private SequenceSet(long[] bounds) {
    this.bounds = bounds;
  }

  /// @param bounds pairs of first and last, in the client's order, each 1 to 2^32-1 or {@link
  ///   #STAR}
  /// @throws IllegalArgumentException when empty or not pairs
  public static SequenceSet of(long... bounds) {
    if (bounds.length == 0 || bounds.length % 2 != 0) {
      throw new IllegalArgumentException("pairs of bounds, not " + bounds.length);
    }
    return new SequenceSet(bounds.clone());
  }

  /// Whether this is `$`.
  public boolean saved() {
    return bounds.length == 0;
  }

  /// How many ranges the client wrote.
  public int ranges() {
    return bounds.length / 2;
  }

  /// The ranges as ascending, disjoint pairs of first and last, with `*` put as `largest` and each
  /// pair in order (`4:2` is `2:4`). A range `*:n` with n above the largest is `largest:n`.
  public long[] resolve(long largest) {
    int count = ranges();
    long[][] pairs = new long[count][];
    for (int i = 0; i < count; i++) {
      long first = bounds[2 * i] == STAR ? largest : bounds[2 * i];
      long last = bounds[2 * i + 1] == STAR ? largest : bounds[2 * i + 1];
      pairs[i] = new long[] {Math.min(first, last), Math.max(first, last)};
    }
    Arrays.sort(pairs, (a, b) -> Long.compare(a[0], b[0]));
    return merged(pairs);
  }

  private static long[] merged(long[][] pairs) {
    long[] out = new long[pairs.length * 2];
    int n = 0;
    for (long[] pair : pairs) {
      if (n > 0 && pair[0] <= out[n - 1] + 1) {
        out[n - 1] = Math.max(out[n - 1], pair[1]);
      } else {
        out[n++] = pair[0];
        out[n++] = pair[1];
      }
    }
    return Arrays.copyOf(out, n);
  }

  /// The pairs as the client wrote them.
  public long[] bounds() {
    return bounds.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    if (saved()) {
      return "$";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      out.append(out.isEmpty() ? "" : ",").append(number(bounds[i]));
      if (bounds[i] != bounds[i + 1]) {
        out.append(':').append(number(bounds[i + 1]));
      }
    }
    return out.toString();
  }

  private static String number(long bound) {
    return bound == STAR ? "*" : Long.toString(bound);
  }
}

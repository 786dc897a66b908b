package org.mailkeep.wire.imap;

/// Which results are wanted, counted from 1 (RFC 9394 §3.1).
///
/// @param fromEnd whether 1 is the last one
/// @param first not greater than last
public record PartialRange(boolean fromEnd, long first, long last) {
  public PartialRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no range: " + first + ':' + last);
    }
  }

  /// Index of the first wanted one of `count` results, from 0; not below [#end] when there is none.
  public int begin(int count) {
    return (int) (fromEnd ? Math.max(0, count - last) : Math.min(count, first - 1));
  }

  /// Index behind the last wanted one.
  public int end(int count) {
    return (int) (fromEnd ? Math.max(0, count - first + 1) : Math.min(count, last));
  }

  /// As clients write it.
  @Override
  public String toString() {
    String sign = fromEnd ? "-" : "";
    return sign + first + ':' + sign + last;
  }
}

package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A set of UIDs as ascending ranges that do not touch; `1:*` is [#ALL].
public record UidSet(List<Span> spans) {
  /// Every UID.
  public static final UidSet ALL = new UidSet(List.of(new Span(1, Integer.MAX_VALUE)));

  /// No UID.
  public static final UidSet NONE = new UidSet(List.of());

  /// UIDs from first to last, both in it.
  public record Span(int first, int last) {
    public Span {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("not a span: " + first + ":" + last);
      }
    }
  }

  public UidSet {
    spans = normal(spans);
  }

  /// These UIDs, in any order.
  public static UidSet of(int... uids) {
    int[] sorted = uids.clone();
    Arrays.sort(sorted);
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] > sorted[i - 1] + 1) {
        spans.add(new Span(sorted[start], sorted[i - 1]));
        start = i;
      }
    }
    return sorted.length == 0 ? NONE : new UidSet(spans);
  }

  /// Whether a UID is in it.
  public boolean contains(int uid) {
    int low = 0;
    int high = spans.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Span span = spans.get(middle);
      if (uid < span.first()) {
        high = middle - 1;
      } else if (uid > span.last()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static List<Span> normal(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::first));
    List<Span> merged = new ArrayList<>(sorted.size());
    for (Span span : sorted) {
      Span before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && span.first() - 1 <= before.last()) {
        merged.set(
            merged.size() - 1, new Span(before.first(), Math.max(before.last(), span.last())));
      } else {
        merged.add(span);
      }
    }
    return List.copyOf(merged);
  }
}

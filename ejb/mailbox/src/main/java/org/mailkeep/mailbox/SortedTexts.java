package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Different texts in their order, the empty one first. Immutable; a text is named by its rank.
final class SortedTexts {
  private static final byte[] NONE = new byte[0];

  private final byte[][] texts;

  private SortedTexts(byte[][] texts) {
    this.texts = texts;
  }

  /// Texts of one or two sources together.
  ///
  /// @param first new ranks by the names that texts had in the first source
  /// @param second the same for the second source
  record Merged(SortedTexts all, int[] first, int[] second) {}

  /// What they take of memory, about.
  long octets() {
    long octets = 0;
    for (byte[] text : texts) {
      octets += 24L + text.length;
    }
    return octets;
  }

  /// Those texts of two sources that are used.
  static Merged merge(SortedTexts one, BitSet usedOne, SortedTexts two, BitSet usedTwo) {
    byte[][] all = new byte[usedOne.cardinality() + usedTwo.cardinality() + 1][];
    int[] first = new int[one.texts.length];
    int[] second = new int[two.texts.length];
    all[0] = NONE;
    int count = 1;
    int i = usedOne.nextSetBit(1);
    int j = usedTwo.nextSetBit(1);
    while (i >= 0 || j >= 0) {
      int order = i < 0 ? 1 : j < 0 ? -1 : Arrays.compareUnsigned(one.texts[i], two.texts[j]);
      all[count] = order <= 0 ? one.texts[i] : two.texts[j];
      if (order <= 0) {
        first[i] = count;
        i = usedOne.nextSetBit(i + 1);
      }
      if (order >= 0) {
        second[j] = count;
        j = usedTwo.nextSetBit(j + 1);
      }
      count++;
    }
    return new Merged(new SortedTexts(Arrays.copyOf(all, count)), first, second);
  }

  /// Collects texts in any order.
  static final class Builder {
    private final Map<Text, Integer> names = new HashMap<>();

    Builder() {
      names.put(new Text(NONE), 0);
    }

    /// Names a text; the names are ranks only after [#build] gave new ones.
    int add(byte[] text) {
      return names.computeIfAbsent(new Text(text), _ -> names.size());
    }

    Merged build() {
      List<Map.Entry<Text, Integer>> sorted = new ArrayList<>(names.entrySet());
      sorted.sort(Map.Entry.comparingByKey());
      int[] ranks = new int[sorted.size()];
      byte[][] texts = new byte[sorted.size()][];
      for (int rank = 0; rank < ranks.length; rank++) {
        texts[rank] = sorted.get(rank).getKey().octets;
        ranks[sorted.get(rank).getValue()] = rank;
      }
      return new Merged(new SortedTexts(texts), ranks, new int[0]);
    }
  }

  /// A text that may be a key.
  private static final class Text implements Comparable<Text> {
    private final byte[] octets;

    Text(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public int compareTo(Text other) {
      return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && Arrays.equals(octets, text.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }
}

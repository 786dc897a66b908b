package org.mailkeep.imap;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// Puts places into the order of keys; places with one key stay in the order of places.
final class StableOrder {
  /// Bits that a place takes below its key.
  private static final int PLACE = 31;

  /// Keys lie between the negative of this and this, which is enough for dates from 1834 to 2106;
  /// what is beyond counts as this.
  private static final long MOST = (1L << 32) - 1;

  private StableOrder() {}

  /// The places from 0 to `count`, those with the least keys first.
  static int[] of(int count, IntToLongFunction key) {
    long[] keyed = new long[count];
    for (int place = 0; place < count; place++) {
      keyed[place] = Math.clamp(key.applyAsLong(place), -MOST, MOST) << PLACE | place;
    }
    Arrays.sort(keyed);
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = (int) (keyed[i] & (1L << PLACE) - 1);
    }
    return places;
  }
}

package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SequenceSetTest {
  private static final long STAR = SequenceSet.STAR;

  @Test
  void resolvesTheStar() {
    assertArrayEquals(new long[] {2, 9}, SequenceSet.of(2, STAR).resolve(9));
    assertArrayEquals(new long[] {9, 9}, SequenceSet.of(STAR, STAR).resolve(9));
    assertArrayEquals(new long[] {9, 20}, SequenceSet.of(20, STAR).resolve(9));
  }

  @Test
  void ordersAndMergesRanges() {
    assertArrayEquals(
        new long[] {1, 5, 8, 9}, SequenceSet.of(8, 8, 5, 3, 1, 2, 9, 9, 4, 4).resolve(100));
  }

  @Test
  void showsWhatTheClientWrote() {
    assertEquals("2,4:7,*", SequenceSet.of(2, 2, 4, 7, STAR, STAR).toString());
    assertEquals("$", SequenceSet.SAVED.toString());
  }

  @Test
  void wantsPairs() {
    assertThrows(IllegalArgumentException.class, () -> SequenceSet.of(1));
    assertThrows(IllegalArgumentException.class, SequenceSet::of);
    assertTrue(SequenceSet.SAVED.saved());
  }

  @Test
  void putsNumbersIntoRuns() {
    assertEquals("1:3,7,9:10", Numbers.of(1, 2, 3, 7, 9, 10).toString());
    assertEquals("5,4", Numbers.of(5, 4).toString());
    assertEquals(6, Numbers.of(1, 2, 3, 7, 9, 10).count());
    assertEquals("4294967295", Numbers.of(0xFFFFFFFFL).toString());
    assertTrue(Numbers.of().isEmpty());
  }
}

package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.MailboxId;

class ColumnTest {
  /// Every width, around its bounds.
  @ParameterizedTest
  @ValueSource(
      longs = {1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 0xffff_ffffL, 1L << 32, 1L << 50})
  void holdsWhatWasPutIn(long range) {
    Random random = new Random(range);
    for (int rising = 0; rising < 3; rising++) {
      long[] numbers = new long[200];
      for (int at = 0; at < numbers.length; at++) {
        numbers[at] = 1_000_000L + random.nextLong(range) + (long) rising * at;
      }
      Column column = Column.packed(numbers, numbers.length);
      for (int at = 0; at < numbers.length; at++) {
        assertEquals(numbers[at], column.get(at), "range " + range + " at " + at);
      }
      int[] places = {0, 7, 199, 7};
      long[] others = {1_000_000L, 1_000_000L + range, random.nextLong(2_000_000L), 3};
      Column changed = column.with(places, others, numbers.length);
      assertEquals(numbers[7], column.get(7), "the old one stays");
      for (int i = 0; i < places.length; i++) {
        numbers[places[i]] = others[i];
      }
      for (int at = 0; at < numbers.length; at++) {
        assertEquals(numbers[at], changed.get(at), "range " + range + " at " + at);
      }
    }
  }

  @Test
  void anOpenOneTakesWholeNumbersOfItsWidth() {
    Column ints = Column.open(3, 4);
    ints.set(0, -1);
    ints.set(2, Integer.MAX_VALUE);
    assertEquals(0xffff_ffffL, ints.get(0));
    assertEquals(0, ints.get(1));
    assertEquals(Integer.MAX_VALUE, ints.get(2));
    Column longs = Column.open(2, 8);
    longs.set(1, Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, longs.get(1));
  }

  @Test
  void kindsOfFlagsThatAreGoneAreForgotten() {
    Flags[] flags = new Flags[100];
    Arrays.fill(flags, Flags.NONE);
    Kinds kinds = Kinds.of(flags);
    for (int change = 0; change < 1000; change++) {
      flags[change % 100] = Flags.of(0, List.of("k" + change));
      var entry = new FlagResult.Entry(change % 100 + 1, flags[change % 100], change);
      kinds = kinds.with(new int[] {change % 100}, List.of(entry), 100);
      assertTrue(kinds.found().length <= Chunk.CAPACITY, "kinds pile up");
      for (int at = 0; at < 100; at++) {
        assertEquals(flags[at], kinds.get(at));
      }
    }
  }

  /// What an account of several mailboxes with mail of some years looks like.
  @Test
  void aMailboxTakesAboutSixteenOctetsAMessage() {
    int messages = 1_000_000;
    long before = used();
    ViewEdit edit = ViewEdit.empty(new MailboxId(1));
    Random random = new Random(1);
    long email = 0;
    for (int uid = 1; uid <= messages; uid++) {
      email += 1 + random.nextInt(4);
      int received = 1_500_000_000 + uid * 100 + random.nextInt(1000);
      Flags flags = random.nextInt(10) == 0 ? Flags.NONE : Flags.of(SystemFlag.SEEN);
      long modSeq = random.nextInt(10) == 0 ? 3 * email + random.nextInt(100_000) : 3 * email;
      int size = 500 + random.nextInt(100_000);
      edit.append(
          new Chunk.Row(uid, email, size, received, received + 2, FlagsPool.intern(flags), modSeq));
    }
    MailboxStatus status =
        new MailboxStatus(messages, messages, 0, 0, 0, messages + 1, 1, 4 * email);
    MailboxView view = edit.loaded(status);
    double each = (double) (used() - before) / messages;
    assertTrue(each < 20, each + " octets a message");
    assertEquals(messages, view.count());
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

package org.mailkeep.store.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.EmailId;

final class EmailSetTest {
  private static final EmailSet SOME = EmailSet.of(1, 63, 64, 4095, 4096, 1_000_000);

  @Test
  void holdsWhatWasAddedInOrder() {
    assertArrayEquals(new long[] {1, 63, 64, 4095, 4096, 1_000_000}, SOME.ids().toArray());
    assertEquals(6, SOME.size());
    assertTrue(SOME.contains(new EmailId(4096)));
    assertFalse(SOME.contains(2));
    assertFalse(SOME.contains(5_000_000));
    assertTrue(EmailSet.NONE.isEmpty());
  }

  @Test
  void combines() {
    EmailSet other = EmailSet.of(64, 65, 1_000_000);
    assertEquals(EmailSet.of(64, 1_000_000), SOME.and(other));
    assertEquals(EmailSet.of(1, 63, 4095, 4096), SOME.minus(other));
    assertEquals(EmailSet.of(65), other.minus(SOME));
    assertEquals(EmailSet.of(1, 63, 64, 65, 4095, 4096, 1_000_000), SOME.or(other));
    assertEquals(EmailSet.NONE, SOME.minus(SOME));
    assertEquals(EmailSet.NONE.hashCode(), SOME.minus(SOME).hashCode());
  }

  @Test
  void comesBackFromItsBlocks() {
    var again = new EmailSet.Builder();
    SOME.blockNumbers().forEach(number -> again.add(number, SOME.block(number)));
    assertEquals(SOME, again.build());
    assertThrows(StoreException.Corrupt.class, () -> again.add(0, new byte[3]));
  }

  @Test
  void whatWasBuiltDoesNotChangeWithTheBuilder() {
    var builder = new EmailSet.Builder().add(1);
    EmailSet before = builder.build();
    builder.add(2);
    assertEquals(EmailSet.of(1), before);
    assertEquals(EmailSet.of(1, 2), builder.build());
  }
}

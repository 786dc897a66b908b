package org.mailkeep.store.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

  @Test
  void whatIsWrittenIsReadInOrder() {
    byte[] record =
        new FieldWriter()
            .number(1, -1)
            .text(2, "é")
            .flag(3, true)
            .instant(4, NOON)
            .octets(5, new byte[] {0, -1})
            .record(6, new FieldWriter().number(1, 300))
            .number(2_047, Long.MAX_VALUE)
            .bytes();
    var in = new FieldReader(record);
    assertEquals(-1, field(in, 1).number());
    assertEquals("é", field(in, 2).text());
    assertTrue(field(in, 3).flag());
    assertEquals(NOON, field(in, 4).instant());
    assertArrayEquals(new byte[] {0, -1}, field(in, 5).octets());
    var inner = field(in, 6).record();
    assertEquals(300, field(inner, 1).number());
    assertFalse(inner.next());
    assertEquals(Long.MAX_VALUE, field(in, 2_047).number());
    assertFalse(in.next());
  }

  @Test
  void absentFieldsTakeNoRoom() {
    var record = new FieldWriter().number(1, 0).text(2, null).flag(3, false).octets(4, null);
    assertEquals(0, record.bytes().length);
    assertEquals(2, new FieldWriter().text(2, "").size());
  }

  @Test
  void unknownFieldsArePassedOver() {
    byte[] later = {0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 7};
    var in = new FieldReader(later);
    List<Integer> seen = new ArrayList<>();
    while (in.next()) {
      seen.add(in.field());
    }
    assertEquals(List.of(1, 2), seen);
    assertEquals(7, in.number());
  }

  @Test
  void damageIsNoticed() {
    assertDamaged(new byte[] {0x08});
    assertDamaged(new byte[] {0x0a, 5, 1});
    assertDamaged(new byte[] {0x0f, 1});
    assertDamaged(new byte[] {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
    var number = new FieldReader(new byte[] {0x08, 1});
    number.next();
    assertThrows(StoreException.Corrupt.class, number::text);
  }

  private static FieldReader field(FieldReader in, int expected) {
    assertTrue(in.next());
    assertEquals(expected, in.field());
    return in;
  }

  private static void assertDamaged(byte[] record) {
    assertThrows(StoreException.Corrupt.class, () -> new FieldReader(record).next());
  }
}

package org.mailkeep.store.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTest {
  @Test
  void readsWhatWasWritten() {
    byte[] record =
        new RecordWriter()
            .number(1, 300)
            .number(2, -1)
            .flag(3, true)
            .text(4, "Grüße")
            .octets(5, new byte[] {0, 1})
            .bytes();
    var in = new RecordReader(record);
    assertTrue(in.next());
    assertEquals(300, in.number());
    assertTrue(in.next());
    assertEquals(-1, in.number());
    assertTrue(in.next());
    assertTrue(in.flag());
    assertTrue(in.next());
    assertEquals("Grüße", in.text());
    assertTrue(in.next());
    assertEquals(5, in.field());
    assertArrayEquals(new byte[] {0, 1}, in.octets());
    assertFalse(in.next());
  }

  @Test
  void repeatsAFieldForEachTextOfAList() {
    var in = new RecordReader(new RecordWriter().texts(7, List.of("a", "b")).bytes());
    var read = new ArrayList<String>();
    while (in.next()) {
      read.add(in.field() + in.text());
    }
    assertEquals(List.of("7a", "7b"), read);
  }

  @Test
  void isProtobufOnTheWire() {
    byte[] record = new RecordWriter().number(1, 150).text(2, "testing").bytes();
    assertEquals("089601120774657374696e67", HexFormat.of().formatHex(record));
  }

  @Test
  void skipsWhatItDoesNotKnow() {
    byte[] later = HexFormat.of().parseHex("0d01020304" + "110102030405060708" + "1801");
    var in = new RecordReader(later);
    assertTrue(in.next());
    assertTrue(in.next());
    assertTrue(in.next());
    assertEquals(3, in.field());
    assertTrue(in.flag());
  }

  @ParameterizedTest
  @ValueSource(strings = {"08", "1205ff", "0b", "08ffffffffffffffffffff01", "12ffffffff0f00"})
  void saysWhenOctetsAreNoRecord(String hex) {
    var in = new RecordReader(HexFormat.of().parseHex(hex));
    assertThrows(StoreException.Corrupt.class, in::next);
  }

  @Test
  void aFieldOfAnotherTypeIsCorrupt() {
    var in = new RecordReader(new RecordWriter().number(1, 1).bytes());
    assertTrue(in.next());
    assertThrows(StoreException.Corrupt.class, in::text);
  }
}

package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {

  @Test
  void whatIsReadIsWrittenAgain() {
    for (String text :
        List.of(
            "null",
            "true",
            "[]",
            "{}",
            "-12.50",
            "\"a \\\"b\\\" \\\\ \\n \\u0001 ü\"",
            "{\"data\":{\"items\":[1,2,{\"x\":false}],\"total\":3}}")) {
      assertEquals(text, Json.parse(text).json());
    }
  }

  @Test
  void spaceDoesNotMatterAndEscapesAreRead() {
    Json json = Json.parse(" { \"a\" : [ \"\\u00e9\\/\\b\\f\\r\\t\" , 1e2 ] } ");
    assertEquals("é/\b\f\r\t", json.member("a").items().getFirst().text());
    assertEquals("100", json.member("a").items().getLast().text());
  }

  @Test
  void aMissingMemberIsNullAndReadsAsNothing() {
    Json json = Json.parse("{\"a\":null}");
    assertEquals("", json.member("a").text());
    assertEquals("", json.member("b").member("c").text());
    assertEquals(List.of(), json.items());
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() {
    for (String text :
        List.of("", "{", "[1,]", "{\"a\"}", "tru", "1 2", "\"a", "\"\\x\"", "\"\\u12\"", "nul")) {
      assertThrows(IllegalArgumentException.class, () -> Json.parse(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> Json.parse("[".repeat(200_000)));
    var wrong = assertThrows(IllegalArgumentException.class, () -> Json.parse("[1;2]"));
    assertEquals("JSON: expected ']' at offset 2", wrong.getMessage());
  }

  @Test
  void valuesAreMadeFromPlainOnes() {
    assertEquals("\"x\"", Json.of("x").json());
    assertEquals("7", Json.of(7).json());
    assertEquals("true", Json.of(true).json());
    assertEquals("[\"a\",\"b\"]", Json.of(List.of("a", "b")).json());
  }
}

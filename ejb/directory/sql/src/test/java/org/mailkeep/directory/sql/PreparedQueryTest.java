package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PreparedQueryTest {
  @Test
  void questionMarksArePlaces() {
    assertEquals(
        new PreparedQuery("SELECT a FROM t WHERE b = ? OR c = ?", 2),
        PreparedQuery.of("SELECT a FROM t WHERE b = ? OR c = ?"));
  }

  @Test
  void numbersArePlacesAndQuestionMarksAreOperatorsThen() {
    assertEquals(
        new PreparedQuery("SELECT a FROM t WHERE b = ? OR c LIKE '%$1' OR d ?? ? OR $10", 2),
        PreparedQuery.of("SELECT a FROM t WHERE b = $1 OR c LIKE '%$1' OR d ? $1 OR $10"));
  }

  @Test
  void quotesAndCommentsAreLeftAlone() {
    for (String text :
        new String[] {"'?$1'", "\"?\"", "`?`", "/* ? $1 */", "-- ? it's\n", "'it''s ?'", "'?"}) {
      assertEquals(
          new PreparedQuery("SELECT " + text, 0), PreparedQuery.of("SELECT " + text), text);
    }
    assertEquals(
        new PreparedQuery("SELECT '?' -- ?\n, ?", 1), PreparedQuery.of("SELECT '?' -- ?\n, ?"));
  }
}

package org.mailkeep.wire.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.SortKey.Criterion;

/// The examples of RFC 5256, RFC 5267 and RFC 9394.
final class SortSyntaxTest {
  private static Command.Sort sort(String text) throws Exception {
    return assertInstanceOf(Command.Sort.class, TextInput.parse("a " + text));
  }

  @Test
  void sortHasCriteriaACharsetAndKeys() throws Exception {
    Command.Sort sort = sort("SORT (SUBJECT REVERSE DATE) UTF-8 ALL");
    assertEquals(
        List.of(new SortKey(Criterion.SUBJECT, false), new SortKey(Criterion.DATE, true)),
        sort.order());
    assertEquals(new SearchKey.All(), sort.key());
    assertEquals(SearchReturns.PLAIN, sort.returns());
    assertEquals(Numbering.UID, sort("UID SORT (DATE) US-ASCII TEXT \"not here\"").by());
  }

  @Test
  void sortTakesReturnOptions() throws Exception {
    assertEquals(SearchReturns.ALL, sort("SORT RETURN () (DATE) UTF-8 UNDELETED").returns());
    SearchReturns some = sort("SORT RETURN (PARTIAL -3:-1 COUNT) (TO) UTF-8 SEEN").returns();
    assertEquals(Set.of(SearchReturn.COUNT), some.items());
    assertEquals(new PartialRange(true, 1, 3), some.partial());
  }

  @Test
  void threadHasAnAlgorithm() throws Exception {
    var thread =
        assertInstanceOf(
            Command.ThreadMessages.class,
            TextInput.parse("A283 UID THREAD REFERENCES UTF-8 SINCE 5-MAR-2000"));
    assertEquals(Command.Threading.REFERENCES, thread.algorithm());
    assertEquals("THREAD", thread.verb());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SORT () UTF-8 ALL",
        "SORT (REVERSE) UTF-8 ALL",
        "SORT (DATE) UTF-8",
        "SORT (REVERSE REVERSE DATE) UTF-8 ALL",
        "THREAD UTF-8 ALL",
        "THREAD REFS UTF-8 ALL",
        "SORT RETURN (PARTIAL 1:*) (DATE) UTF-8 ALL",
        "SORT RETURN (PARTIAL 1) (DATE) UTF-8 ALL"
      })
  void refuses(String text) {
    assertThrows(SyntaxException.class, () -> TextInput.parse("a " + text));
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1, 3, 5, 0, 3",
    "false, 4, 9, 5, 3, 5",
    "false, 6, 9, 5, 5, 5",
    "true, 1, 2, 5, 3, 5",
    "true, 4, 9, 5, 0, 2",
    "true, 6, 9, 5, 0, 0"
  })
  void aRangeMeansThese(boolean end, long first, long last, int count, int begin, int behind) {
    PartialRange range = new PartialRange(end, first, last);
    assertEquals(begin, range.begin(count));
    assertEquals(behind, range.end(count));
  }

  private static String told(ThreadTrees trees) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new ByteOutput(bytes::write);
    new ResponseEncoder(out, false).untagged(new Response.Threads(trees), "a");
    out.drain();
    return bytes.toString(US_ASCII).strip();
  }

  @Test
  void threadsAreToldAsInTheRfc() throws Exception {
    var trees = new ThreadTrees.Builder();
    trees.add(2, 0);
    trees.add(3, 1);
    trees.add(6, 2);
    trees.add(4, 1);
    trees.add(23, 0);
    trees.add(44, 1);
    trees.add(7, 1);
    trees.add(96, 0);
    trees.add(0, 2);
    trees.add(3, 0);
    trees.add(5, 0);
    assertEquals("* THREAD (2)(3 6 (4 23)(44 7 96))((3)(5))", told(trees.build()));
  }

  @Test
  void threadsMayBeAsDeepAsTheyLike() throws Exception {
    var trees = new ThreadTrees.Builder();
    for (int i = 1; i <= 200_000; i += 2) {
      trees.add(i, 2);
      trees.add(i + 1, 0);
    }
    trees.add(200_001, 0);
    String line = told(trees.build());
    assertTrue(line.startsWith("* THREAD (1 (2)(3 (4)(5 "), line.substring(0, 40));
    assertTrue(line.endsWith("(200001" + ")".repeat(100_001)));
  }
}

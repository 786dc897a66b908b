package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.wire.imap.SearchKey.Relation;

final class SearchSyntaxTest {
  record Row(String text, SearchKey key) {}

  private static Row row(String text, SearchKey key) {
    return new Row(text, key);
  }

  private static final SearchKey SEEN = new SearchKey.HasFlag(Flags.SEEN);

  static Stream<Row> rows() {
    return Stream.of(
        row("ALL", new SearchKey.All()),
        row("SEEN", SEEN),
        row("UNSEEN", new SearchKey.Not(SEEN)),
        row("NOT SEEN", new SearchKey.Not(SEEN)),
        row("OR SEEN ALL", new SearchKey.Or(SEEN, new SearchKey.All())),
        row("(SEEN (ALL))", new SearchKey.And(List.of(SEEN, new SearchKey.All()))),
        row("NEW", new SearchKey.And(List.of(recent(), new SearchKey.Not(SEEN)))),
        row("1,3:*", new SearchKey.Sequence(SequenceSet.of(1, 1, 3, SequenceSet.STAR))),
        row("$", new SearchKey.Sequence(SequenceSet.SAVED)),
        row("UID 5", new SearchKey.Uid(SequenceSet.of(5, 5))),
        row("KEYWORD $Junk", new SearchKey.HasKeyword("$Junk")),
        row("BEFORE 1-Feb-1994", received(Relation.BEFORE)),
        row("ON \"01-feb-1994\"", received(Relation.ON)),
        row("SENTSINCE 1-Feb-1994", sent(Relation.SINCE)),
        row("FROM \"Smith\"", new SearchKey.Header("FROM", "Smith")),
        row("HEADER Message-ID \"\"", new SearchKey.Header("Message-ID", "")),
        row("BODY {3}\r\na b", new SearchKey.Body("a b")),
        row("TEXT grün", new SearchKey.Text("grün")),
        row("LARGER 1000", new SearchKey.Larger(1000)),
        row("YOUNGER 3600", new SearchKey.Younger(3600)),
        row("MODSEQ 620162338", new SearchKey.ModSeq(620162338)),
        row("MODSEQ \"/flags/\\\\draft\" all 620162338", new SearchKey.ModSeq(620162338)));
  }

  private static SearchKey recent() {
    return new SearchKey.HasFlag(Flags.RECENT);
  }

  private static SearchKey received(Relation relation) {
    return new SearchKey.Received(relation, LocalDate.of(1994, 2, 1));
  }

  private static SearchKey sent(Relation relation) {
    return new SearchKey.Sent(relation, LocalDate.of(1994, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void understands(Row row) throws Exception {
    String text = row.text().replace("grün", "{5}\r\ngrün");
    var search = assertInstanceOf(Command.Search.class, TextInput.parse("a SEARCH " + text));
    assertEquals(row.key(), search.key());
  }

  @Test
  void decodesTextsByTheirCharset() throws Exception {
    byte[] bytes =
        "a SEARCH CHARSET ISO-8859-1 SUBJECT {4}\r\ngr\u00fcn"
            .getBytes(Charset.forName("ISO-8859-1"));
    var search = assertInstanceOf(Command.Search.class, new TextInput(bytes).command(false));
    assertEquals(new SearchKey.Header("SUBJECT", "grün"), search.key());
  }

  @Test
  void readsTextsThatAreNoUtf8AsAngusMeansThem() throws Exception {
    byte[] bytes = "a SEARCH SUBJECT \"gr\u00fcn\" ALL\r\n".getBytes(StandardCharsets.ISO_8859_1);
    var search = assertInstanceOf(Command.Search.class, new TextInput(bytes).command(true));
    assertTrue(search.key().toString().contains("grün"), search.key().toString());
    assertThrows(
        SyntaxException.class,
        () ->
            new TextInput(
                    "a SEARCH CHARSET UTF-8 SUBJECT \"gr\u00fcn\"\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1))
                .command(true));
  }

  @Test
  void readsOnAfterACharsetThatItDoesNotKnow() throws Exception {
    var search =
        assertInstanceOf(
            Command.Search.class, TextInput.parse("A284 SEARCH CHARSET KLINGON TEXT {2}\r\nab"));
    assertEquals("KLINGON", search.charset());
    assertThrows(
        SyntaxException.class, () -> TextInput.parse("a SEARCH CHARSET KLINGON NOSUCHKEY"));
  }
}

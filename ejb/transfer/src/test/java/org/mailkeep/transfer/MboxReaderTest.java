package org.mailkeep.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MboxReaderTest {
  private static final String FROM = "From jane@example.org Thu Jan  1 00:00:00 1970\n";

  @Test
  void linesComeOutWithCrLf() throws IOException {
    assertEquals(
        List.of("A: b\r\n\r\none\r\n", "A: c\r\n\r\ntwo\r\n"),
        Mbox.texts(FROM + "A: b\n\none\n\n" + FROM + "A: c\r\n\r\ntwo\r\n\r\n"));
  }

  @Test
  void emptyLinesOfAMessageStay() throws IOException {
    assertEquals(
        List.of("A: b\r\n\r\n", "\r\n\r\n", "A: b\r\n"),
        Mbox.texts(FROM + "A: b\n\n\n" + FROM + "\n\n\n" + FROM + "A: b\n\n"));
  }

  @Test
  void quotedLinesLoseOneQuote() throws IOException {
    assertEquals(
        List.of("\r\nFrom me\r\n>From you\r\n> From\r\n>Fromage\r\n"),
        Mbox.texts(FROM + "\n>From me\n>>From you\n> From\n>Fromage\n\n"));
  }

  @Test
  void aLineThatOnlyBeginsWithFromIsText() throws IOException {
    assertEquals(
        List.of("\r\nFrom here it goes on\r\n\r\nFrom there\r\n"),
        Mbox.texts(FROM + "\nFrom here it goes on\n\nFrom there\n"));
  }

  @Test
  void noEmptyLineNeedStandBeforeAMessage() throws IOException {
    assertEquals(
        List.of("\r\none\r\n", "\r\ntwo\r\n"), Mbox.texts(FROM + "\none\n" + FROM + "\ntwo\n"));
  }

  @Test
  void theLastLineNeedNoEnd() throws IOException {
    assertEquals(List.of("\r\none"), Mbox.texts(FROM + "\none"));
    assertEquals(List.of(""), Mbox.texts(FROM));
    assertEquals(List.of(), Mbox.texts(""));
    assertEquals(List.of(), Mbox.texts("\n\r\n"));
  }

  @Test
  void linesAreAsLongAsTheyLike() throws IOException {
    for (int length = LinePieces.LONGEST - 2; length <= LinePieces.LONGEST + 2; length++) {
      String line = "x".repeat(length);
      assertEquals(
          List.of("\r\n" + line + "\r\n" + line + "\r\n"),
          Mbox.texts(FROM + "\n" + line + "\r\n" + line + "\n"));
    }
    String piece = "x".repeat(LinePieces.LONGEST) + "From a Thu Jan  1 00:00:00 1970";
    assertEquals(List.of("\r\n" + piece + "\r\n"), Mbox.texts(FROM + "\n" + piece + "\n"));
    String returns = "\r".repeat(3 * LinePieces.LONGEST);
    assertEquals(List.of("\r\n" + returns + "\r\n"), Mbox.texts(FROM + "\n" + returns + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A: b\n\nno From", "From", "\0\0\0\0", "<html>", "\n\n>From x\n"})
  void whatIsNoMboxIsRefused(String text) {
    assertThrows(TransferException.class, () -> Mbox.texts(text));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "From jane@example.org Thu Jan  1 00:00:01 1970,1970-01-01T00:00:01Z",
        "From - Sun Nov 29 04:05 2026,2026-11-29T04:05:00Z",
        "From jane doe Sun Nov 29 04:05:06 CET 2026,2026-11-29T04:05:06Z",
        "From 12@xxx Sun Nov 29 04:05:06 +0100 2026,2026-11-29T03:05:06Z",
        "From x Sun Nov 29 04:05:06 2026 -0800,2026-11-29T12:05:06Z",
        "From  Sun Nov  9 04:05:60 2026,2026-11-09T04:05:59Z",
        "From x Sun Nov 31 04:05:06 2026,",
        "From x Sun Nov 29 24:05:06 2026,",
        "From x Sun Nov 29 04:05:06 +9900 2026,",
        "From the moon on Sunday,",
      })
  void timesAreReadAsProgramsWriteThem(String line, String time) {
    assertEquals(Optional.ofNullable(time).map(Instant::parse), FromLine.time(line));
  }

  @Test
  void flagsComeFromTheHeader() throws IOException {
    var read =
        Mbox.read(
            FROM
                + "Status: RO\nX-Status: AFTD\nX-Keywords: work (bad $Label1\nA: b\n\n"
                + "Status: no\n\n"
                + FROM
                + "A: b\nStatus: R\nX-Mozilla-Status: 0006\nX-Keywords: late\n\ntext\n");
    assertEquals(
        "\\Seen \\Answered \\Flagged \\Draft \\Deleted $Label1 work",
        read.getFirst().flags().imap());
    assertEquals("A: b\r\n\r\nStatus: no\r\n", read.getFirst().text());
    assertEquals("\\Seen \\Answered \\Flagged late", read.getLast().flags().imap());
    assertEquals(
        "A: b\r\nStatus: R\r\nX-Mozilla-Status: 0006\r\nX-Keywords: late\r\n\r\ntext\r\n",
        read.getLast().text(),
        "only what stands first was put there");
  }

  @Test
  void hostileFromLinesCostLittle() throws IOException {
    String line = "From " + "Mon Jan 1 00:00:00 +0000 ".repeat(40) + "x\n";
    assertEquals(1, Mbox.read(FROM + "\n" + line.repeat(2_000)).size());
  }
}

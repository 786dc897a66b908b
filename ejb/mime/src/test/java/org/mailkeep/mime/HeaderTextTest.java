package org.mailkeep.mime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain|plain",
        "=?UTF-8?B?R3LDvMOfZQ==?=|Grüße",
        "=?utf-8?q?Gr=C3=BC=C3=9Fe_an?= alle|Grüße an alle",
        "=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=|ab",
        "=?ISO-8859-1?Q?a?=  =?ISO-8859-2?Q?_b?=|a b",
        "=?UTF-8?B?ww==?= =?UTF-8?B?vA==?=|ü",
        "=?ISO-8859-1*en?Q?=E9?=|é",
        "=?us-ascii?Q?=C3=BC?=|ü",
        "=?x-unknown?Q?=C3=BC?=|ü",
        "a =?UTF-8?X?b?= c|a =?UTF-8?X?b?= c",
        "=?UTF-8?B?|=?UTF-8?B?",
        "=?=?=?|=?=?=?",
        "=?UTF-8?Q?=4?=|=4",
      })
  void decodesEncodedWords(String text, String decoded) {
    assertEquals(decoded, EncodedWords.decode(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "Grüße", "日本語のとても長い件名がここにあります、折り返しが必要です", "a=?b", "\uD83D\uDE00 x"})
  void encodesWhatItDecodes(String text) {
    String encoded = EncodedWords.encode(text);
    assertTrue(Ascii.isPrintable(encoded));
    assertEquals(text, EncodedWords.decode(encoded));
    for (String word : encoded.split(" ", -1)) {
      assertTrue(word.length() <= 75, word);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x; filename=a.txt|a.txt",
        "x; filename=\"a b.txt\"|a b.txt",
        "x; filename=a b.txt|a b.txt",
        "x; filename*=UTF-8''%e2%82%ac%20rates|€ rates",
        "x; filename*=iso-8859-1'en'%A3|£",
        "x; filename*0=\"a\"; filename*1=\"b.txt\"|ab.txt",
        "x; filename*0*=UTF-8''%e2%82; filename*1*=%ac; filename*2=\".txt\"|€.txt",
        "x; filename=\"=?UTF-8?Q?=C3=BC.txt?=\"|ü.txt",
        "x; filename=plain; filename*=UTF-8''better|better",
        "x; filename=\"a\\\"b\"|a\"b",
        "x; (c) filename = a (comment)|a",
        "x; filename*=%41|A",
      })
  void decodesParameters(String field, String value) {
    assertEquals(Optional.of(value), disposition(field).filename());
  }

  // RFC 2183 §2
  @Test
  void anEmptyDispositionIsNone() {
    assertNull(ContentFields.disposition(" (comment) "));
    assertEquals("attachment", disposition("; filename=a").kind());
  }

  private static Disposition disposition(String field) {
    return requireNonNull(ContentFields.disposition(field));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html,text,html",
    "TEXT / HTML; charset=x,text,html",
    "text,text,plain",
    "/,text,plain",
    "'',text,plain",
    "(c) image/png,image,png"
  })
  void readsContentTypes(String field, String type, String subtype) {
    ContentType read = ContentFields.type(field);
    assertEquals(type, read.type());
    assertEquals(subtype, read.subtype());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 22 Nov 2025 10:11:12 +0130|2025-11-22T08:41:12Z",
        "22 Nov 2025 10:11 GMT|2025-11-22T10:11:00Z",
        "Sat, 22 Nov 25 10:11:12 EST|2025-11-22T15:11:12Z",
        "Sat, 22 Nov 2025 10:11:12 -0000 (x)|2025-11-22T10:11:12Z",
        "22-Nov-2025 10:11:60 +0000|2025-11-22T10:11:59Z",
        "Sat,22 November 1999 10.11.12 Z|1999-11-22T10:11:12Z",
      })
  void readsDates(String text, String instant) {
    assertEquals(Instant.parse(instant), MailDate.parse(text).orElseThrow().toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "99 Nov 2025 1:1:1 +0000", "1 Foo 2025 1:1 +0000", "Sat,", "1 Nov"})
  void otherTextsAreNoDates(String text) {
    assertEquals(Optional.empty(), MailDate.parse(text));
  }

  @Test
  void formatsDates() {
    assertEquals(
        "Sat, 22 Nov 2025 08:41:12 +0000", MailDate.format(Instant.parse("2025-11-22T08:41:12Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Re: Hello|hello",
        "RE: re[2]: Fwd:  Hello  World (fwd)|hello world",
        "[list] Re: [list] Hello|hello",
        "[Fwd: Re: Hello]|hello",
        "AW: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=|grüße",
        "[only]|[only]",
        "Reply|reply",
        "Re:|``",
        "``|``",
      })
  void findsTheBaseSubject(String subject, String base) {
    assertEquals(base, BaseSubject.of(subject));
  }

  @Test
  void readsMessageIds() {
    assertEquals(List.of("a@x", "b@y"), MessageIds.parse("<a@x>\r\n\t<b@y>", 10));
    assertEquals(List.of("a@x"), MessageIds.parse("junk < a@x > junk", 10));
    assertEquals(List.of("a@x"), MessageIds.parse("a@x", 10));
    assertEquals(List.of(), MessageIds.parse("nothing <", 10));
    assertEquals(List.of("1", "4", "5"), MessageIds.parse("<1><2><3><4><5>", 3));
  }

  @Test
  void writesAndFoldsFields() {
    String header =
        new HeaderWriter(false)
            .text("Subject", "Grüße\r\nBcc: x@y")
            .field("X-Long", "word ".repeat(40).strip())
            .field("X-Solid", "w".repeat(200))
            .addresses(
                "To",
                List.of(
                    new HeaderAddress.Mailbox("Doe, Jane", "jane", "x"),
                    new HeaderAddress.Mailbox("Grüße", "john doe", "y"),
                    new HeaderAddress.Group(
                        "g", List.of(new HeaderAddress.Mailbox(null, "a", "b")))))
            .toString();
    HeaderBlock block = HeaderBlock.of(header.getBytes(StandardCharsets.UTF_8));
    assertEquals(4, block.fields().size());
    assertEquals("Grüße Bcc: x@y", EncodedWords.decode(block.first("subject").orElseThrow()));
    assertEquals("word ".repeat(40).strip(), block.first("x-long").orElseThrow());
    assertEquals(
        "\"Doe, Jane\" <jane@x>, =?UTF-8?B?R3LDvMOfZQ==?= <\"john doe\"@y>, g: a@b;",
        block.first("to").orElseThrow());
    for (String line : header.split("\r\n", -1)) {
      assertTrue(line.length() <= 78 || line.startsWith(" w") || line.startsWith("X-Solid"), line);
    }
  }

  @Test
  void putsSectionsOfParametersTogether() {
    ContentType type =
        ContentFields.type(
            "x/y; a=1; b*0=one; b*1=\" 2%\"; c*0*=utf-8'en'caf%C3%A9; c*1=5%; d*1=alone; e*=f'g'h");
    assertEquals(
        List.of(
            new Parameter("a", "1"),
            new Parameter("b", "one 2%"),
            new Parameter("c*", "utf-8'en'caf%C3%A95%25"),
            new Parameter("d*1", "alone"),
            new Parameter("e*", "f'g'h")),
        type.parameters().joined());
  }

  @Test
  void selectsFieldsByName() {
    byte[] octets =
        "A: 1\r\nB: 2\r\n 3\r\nbroken\r\na: 4\r\n\r\nA: body\r\n".getBytes(StandardCharsets.UTF_8);
    HeaderBlock block = HeaderBlock.of(octets);
    assertEquals(List.of("1", "4"), block.all("A"));
    assertEquals(Optional.of("2 3"), block.first("b"));
    assertArrayEquals(
        "A: 1\r\na: 4\r\n\r\n".getBytes(StandardCharsets.UTF_8),
        block.select(HeaderBlock.named(Set.of("a"))));
    byte[] endless = "A: 1\r\nB: 2\r\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        "A: 1\r\n".getBytes(StandardCharsets.UTF_8),
        HeaderBlock.of(endless).select(HeaderBlock.named(Set.of("a"))));
    assertEquals(0, HeaderBlock.of(new byte[0]).fields().size());
  }

  @Test
  void decodesWhateverCharsetIsDeclared() {
    byte[] latin = {(byte) 0xe9};
    assertEquals("é", Charsets.lenient("iso-8859-1", latin));
    assertEquals("é", Charsets.lenient("utf-8", latin));
    assertEquals("é", Charsets.lenient("no such charset!", latin));
    assertEquals(Optional.empty(), Charsets.forName("x".repeat(1000)));
    assertEquals(Optional.empty(), Charsets.forName(""));
  }
}

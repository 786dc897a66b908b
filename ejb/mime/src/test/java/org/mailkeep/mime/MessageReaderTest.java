package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
  static final String MIXED =
      """
      From: Jane <jane@example.org>
      To: a@example.org, b@example.org
      To: c@example.org
      Subject: Two
       lines
      Date: Sat, 22 Nov 2025 10:00:00 +0000
      Message-ID: <1@example.org>
      In-Reply-To: <0@example.org>
      References: <r1@example.org>
      \t<r2@example.org>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="outer"

      preamble
      --outer
      Content-Type: text/plain; charset=utf-8

      Hello
      you
      --outer
      Content-Type: message/rfc822
      Content-Disposition: attachment; filename=inner.eml

      Subject: inner
      Content-Type: multipart/alternative; boundary=in

      --in

      plain
      --in
      Content-Type: text/html
      Content-ID: <x@y>

      <p>html</p>
      --in--
      --outer
      Content-Type: application/pdf; name="a.pdf"
      Content-Transfer-Encoding: BASE64

      AAAA
      --outer--
      epilogue
      """;

  private static byte[] crlf(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static MessageStructure read(String text) {
    return MessageReader.read(crlf(text), MimeLimits.DEFAULT);
  }

  private static String body(byte[] message, Part part) {
    Extent extent = part.extent();
    return new String(
        message, (int) extent.bodyStart(), (int) extent.bodySize(), StandardCharsets.UTF_8);
  }

  private static String header(byte[] message, Part part) {
    Extent extent = part.extent();
    return new String(
        message, (int) extent.headerStart(), (int) extent.headerSize(), StandardCharsets.UTF_8);
  }

  private static Part section(MessageStructure structure, Integer... path) {
    return structure.root().section(List.of(path)).orElseThrow();
  }

  @Test
  void notesTheTreeWithItsOffsets() {
    byte[] message = crlf(MIXED);
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(message.length, structure.size());
    assertEquals(3, structure.root().parts().size());
    assertEquals("Hello\r\nyou", body(message, section(structure, 1)));
    assertEquals(1, section(structure, 1).extent().lines());
    Part attached = section(structure, 2);
    assertTrue(attached.isMessage());
    assertEquals("inner.eml", attached.filename().orElseThrow());
    Envelope inner = attached.message().envelope();
    assertEquals("inner", inner == null ? null : inner.subject());
    assertEquals("plain", body(message, section(structure, 2, 1)));
    assertEquals("<p>html</p>", body(message, section(structure, 2, 2)));
    assertEquals("<x@y>", section(structure, 2, 2).labels().id());
    assertTrue(body(message, attached).endsWith("--in--"));
    assertEquals("base64", section(structure, 3).encoding());
    assertEquals("AAAA", body(message, section(structure, 3)));
    assertEquals("a.pdf", section(structure, 3).filename().orElseThrow());
    assertFalse(structure.root().section(List.of(4)).isPresent());
    assertFalse(structure.root().section(List.of(1, 1)).isPresent());
  }

  @Test
  void notesTheEnvelope() {
    Envelope envelope = read(MIXED).envelope();
    assertEquals("Two lines", envelope.subject());
    assertEquals("<1@example.org>", envelope.messageId());
    assertEquals("<0@example.org>", envelope.inReplyTo());
    assertEquals(
        List.of(new HeaderAddress.Mailbox("Jane", "jane", "example.org")), envelope.from());
    assertEquals(3, envelope.to().size());
    assertEquals(envelope.from(), envelope.effectiveReplyTo());
    assertNull(Envelope.EMPTY.date());
    assertEquals(List.of("r1@example.org", "r2@example.org"), read(MIXED).references());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void chunksMakeNoDifference(int size) {
    byte[] message = crlf(MIXED);
    MessageReader reader = new MessageReader(MimeLimits.DEFAULT);
    for (int at = 0; at < message.length; at += size) {
      reader.feed(message, at, Math.min(size, message.length - at));
    }
    assertEquals(MessageReader.read(message, MimeLimits.DEFAULT), reader.finish());
  }

  @Test
  void bareLineFeedsEndLinesToo() {
    byte[] message = MIXED.getBytes(StandardCharsets.UTF_8);
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals("Hello\nyou", body(message, section(structure, 1)));
    assertEquals("AAAA", body(message, section(structure, 3)));
  }

  @Test
  void aPlainMessageIsItsOwnFirstPart() {
    byte[] message = crlf("Subject: x\n\none\ntwo\n");
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(structure.root(), section(structure, 1));
    assertEquals(ContentType.TEXT_PLAIN, structure.root().type());
    assertEquals(2, structure.root().extent().lines());
    assertEquals("one\r\ntwo\r\n", body(message, structure.root()));
    assertFalse(structure.root().section(List.of(1, 1)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "no header", "Subject: x", "Subject: x\n", ":\n\n", "--\n", " x\n y\n"})
  void everySequenceOfOctetsHasAStructure(String text) {
    byte[] message = crlf(text);
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(message.length, structure.root().extent().end());
    assertEquals(0, structure.root().extent().headerStart());
  }

  @Test
  void aMessageWithoutAnEmptyLineIsAllHeader() {
    byte[] message = crlf("Subject: x\nTo: y@z\n");
    Extent extent = MessageReader.read(message, MimeLimits.DEFAULT).root().extent();
    assertEquals(message.length, extent.bodyStart());
    assertEquals(0, extent.bodySize());
  }

  @Test
  void aMissingEndBoundaryEndsWithTheMessage() {
    byte[] message = crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo");
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals("one", body(message, section(structure, 1)));
    assertEquals("two", body(message, section(structure, 2)));
  }

  @Test
  void anEndBoundaryNeedsNoLineEnd() {
    byte[] message = crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--");
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(1, structure.root().parts().size());
    assertEquals("one", body(message, section(structure, 1)));
  }

  @Test
  void anOuterBoundaryEndsInnerParts() {
    MessageStructure structure =
        read(
            """
            Content-Type: multipart/mixed; boundary=out

            --out
            Content-Type: multipart/mixed; boundary=in

            --in

            a
            --out

            b
            --out--
            """);
    assertEquals(2, structure.root().parts().size());
    assertEquals(1, structure.root().parts().getFirst().parts().size());
  }

  @Test
  void aBoundaryMayEndAHeaderAndHaveTrailingBlanks() {
    MessageStructure structure =
        read("Content-Type: multipart/mixed; boundary=b\n\n--b  \nX: y\n--b\t\n\nz\n--b-- \n");
    assertEquals(2, structure.root().parts().size());
    assertEquals(0, section(structure, 1).extent().bodySize());
  }

  // RFC 2046 §5.1.1: the line end before a boundary belongs to it
  @Test
  void anEmptyLineBeforeABoundaryIsNoPartOfTheHeader() {
    byte[] message =
        crlf(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-ID: <1>

            --b
            Content-Type: message/rfc822

            Subject: x

            --b
            Content-Type: message/rfc822

            --b--
            """);
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals("Content-ID: <1>\r\n", header(message, section(structure, 1)));
    assertEquals("", body(message, section(structure, 1)));
    assertEquals("Subject: x\r\n", body(message, section(structure, 2)));
    assertEquals(1, section(structure, 2).extent().lines());
    assertEquals("Subject: x\r\n", header(message, section(structure, 2).message()));
    assertEquals("", body(message, section(structure, 3)));
    assertEquals(0, section(structure, 3).message().extent().headerSize());
  }

  @Test
  void delimitersInARowHaveAnEmptyPartBetweenThem() {
    byte[] message = crlf("Content-Type: multipart/digest; boundary=b\n\n--b\n--b\n\n--b--\n");
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(2, structure.root().parts().size());
    assertEquals("", body(message, section(structure, 1)));
    assertTrue(section(structure, 1).isMessage());
    assertEquals("", body(message, section(structure, 2)));
  }

  @Test
  void aMessageIsOneEvenIfTheHeaderAboveItNeverEnds() {
    for (String end : List.of("", "\n", "\n--b--", "\n--b\n\nx")) {
      String multipart = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
      Part part = section(read(multipart + "Content-Type: message/rfc822" + end), 1);
      assertTrue(part.isMessage());
      assertEquals(Envelope.EMPTY, part.message().envelope());
      assertEquals(0, part.extent().bodySize());
    }
    assertTrue(read("Content-Type: message/rfc822").root().isMessage());
  }

  @Test
  void aDelimiterWithoutALineEndBeginsNoPart() {
    byte[] message = crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b");
    MessageStructure structure = MessageReader.read(message, MimeLimits.DEFAULT);
    assertEquals(1, structure.root().parts().size());
    assertEquals("one", body(message, section(structure, 1)));
    assertEquals(
        ContentType.TEXT_PLAIN,
        read("Content-Type: multipart/mixed; boundary=b\n\n--b").root().type());
  }

  @Test
  void aBoundaryThatBeginsLikeAnotherIsAnother() {
    MessageStructure structure =
        read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bb\n--b---\nx\n--b--\n");
    assertEquals(1, structure.root().parts().size());
    assertEquals(2, section(structure, 1).extent().lines());
  }

  @Test
  void aMultipartWithoutPartsIsText() {
    assertEquals(
        ContentType.TEXT_PLAIN, read("Content-Type: multipart/mixed\n\nx\n").root().type());
    assertEquals(
        ContentType.TEXT_PLAIN,
        read("Content-Type: multipart/mixed; boundary=b\n\nx\n").root().type());
  }

  @Test
  void partsOfADigestAreMessages() {
    MessageStructure structure =
        read("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: d\n\nx\n--b--\n");
    assertTrue(section(structure, 1).isMessage());
  }

  @Test
  void anEncodedMessageIsNotLookedInto() {
    MessageStructure structure =
        read("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nAAAA\n");
    assertFalse(structure.root().isMessage());
    assertTrue(structure.root().parts().isEmpty());
  }

  @Test
  void nestingBeyondTheLimitIsOpaque() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("Content-Type: multipart/mixed; boundary=b").append(i);
      text.append("\n\n--b").append(i).append('\n');
    }
    Part part = read(text.toString()).root();
    int depth = 1;
    while (!part.parts().isEmpty()) {
      part = part.parts().getFirst();
      depth++;
    }
    assertEquals(MimeLimits.DEFAULT.depth(), depth);
    assertEquals(ContentType.OPAQUE, part.type());
  }

  @Test
  void messagesInMessagesBeyondTheLimitAreOpaque() {
    Part part = read("Content-Type: message/rfc822\n\n".repeat(5_000)).root();
    int depth = 1;
    while (!part.parts().isEmpty()) {
      part = part.parts().getFirst();
      depth++;
    }
    assertEquals(MimeLimits.DEFAULT.depth(), depth);
  }

  @Test
  void partsBeyondTheLimitAreNotNoted() {
    String text = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(50_000);
    assertEquals(MimeLimits.DEFAULT.parts() - 1, read(text).root().parts().size());
  }

  @Test
  void fieldsBeyondTheLimitsAreNotNoted() {
    MimeLimits limits = new MimeLimits(5, 5, 3, 1000, 80);
    byte[] many = crlf("X: 1\nX: 2\nX: 3\nSubject: late\n\n");
    assertNull(MessageReader.read(many, limits).envelope().subject());
    byte[] large = crlf("X: " + ("x".repeat(400) + "\n ").repeat(3) + "\nSubject: late\n\n");
    assertNull(MessageReader.read(large, limits).envelope().subject());
    byte[] field = crlf("Subject: " + "x".repeat(500) + "\n " + "y".repeat(500) + "\n\nbody");
    String subject = MessageReader.read(field, limits).envelope().subject();
    assertTrue(subject != null && subject.length() <= 80);
    assertEquals(4, MessageReader.read(field, limits).root().extent().bodySize());
  }
}

package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/// Whatever octets come, the reader gives a structure that lies within them, however they are cut.
class MessageFuzzTest {
  @FuzzTest
  void everyMessageHasAStructure(byte[] octets) throws IOException {
    MessageStructure structure = MessageReader.read(octets, MimeLimits.DEFAULT);
    assertEquals(octets.length, structure.root().extent().end());
    check(structure.root(), octets, 0);
    MessageReader reader = new MessageReader(MimeLimits.DEFAULT);
    for (int at = 0; at < octets.length; at++) {
      reader.feed(octets, at, 1);
    }
    assertEquals(structure, reader.finish());
    HeaderBlock.of(octets).fields().forEach(field -> assertTrue(field.end() <= octets.length));
  }

  private static void check(Part part, byte[] octets, int depth) throws IOException {
    Extent extent = part.extent();
    assertTrue(depth <= MimeLimits.DEFAULT.depth());
    assertTrue(extent.end() <= octets.length);
    int size = (int) extent.bodySize();
    ByteArrayInputStream body = new ByteArrayInputStream(octets, (int) extent.bodyStart(), size);
    assertTrue(ContentDecoder.decode(body, part.encoding()).readAllBytes().length <= size);
    part.filename();
    Envelope envelope = part.envelope();
    if (envelope != null && envelope.subject() != null) {
      assertTrue(BaseSubject.of(envelope.subject()).length() <= 2_000);
    }
    if (envelope != null && envelope.date() != null) {
      MailDate.parse(envelope.date());
    }
    long from = extent.bodyStart();
    for (Part child : part.parts()) {
      assertTrue(child.extent().headerStart() >= from);
      assertTrue(child.extent().end() <= extent.end());
      from = child.extent().end();
      check(child, octets, depth + 1);
    }
    assertTrue(part.section(List.of(1)).isPresent() || depth > 0);
  }
}

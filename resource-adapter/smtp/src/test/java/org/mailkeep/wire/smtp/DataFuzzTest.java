package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Whatever comes after DATA, how it is cut does not matter, and content without a flaw is what it
/// was with its dots.
class DataFuzzTest {

  @FuzzTest
  void contentIsTheSameHoweverItIsCut(byte[] octets) {
    var whole = new ByteArrayOutputStream();
    var decoder = new DataDecoder(whole::write);
    int end = decoder.decode(octets, 0, octets.length);
    var pieces = new ByteArrayOutputStream();
    var single = new DataDecoder(pieces::write);
    int at = 0;
    while (at < octets.length && !single.isComplete()) {
      at += single.decode(octets, at, at + 1) - at;
    }
    assertEquals(end, at);
    assertEquals(decoder.isComplete(), single.isComplete());
    assertEquals(decoder.flaw(), single.flaw());
    if (decoder.isComplete() && decoder.flaw() == null) {
      assertEquals(latin1(whole), latin1(pieces));
      String stuffed = ("\r\n" + latin1(whole)).replace("\r\n.", "\r\n..").substring(2);
      byte[] again = (stuffed + ".\r\n").getBytes(StandardCharsets.ISO_8859_1);
      var third = new ByteArrayOutputStream();
      assertEquals(again.length, new DataDecoder(third::write).decode(again, 0, again.length));
      assertEquals(latin1(whole), latin1(third));
    }
  }

  private static String latin1(ByteArrayOutputStream octets) {
    return octets.toString(StandardCharsets.ISO_8859_1);
  }
}

package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.wire.smtp.MessageSink;
import org.mailkeep.wire.smtp.SmtpReply;

class MessageIntakeTest {
  private static final SmtpPolicy.HeaderLimits LIMITS =
      new SmtpPolicy.HeaderLimits(50, 1000, 1 << 20);

  private static String unescape(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
  }

  private static String store(String content, int cut) throws MessageSink.Refused {
    var blobs = new FakeBlobs();
    var intake =
        new MessageIntake(
            new QueueId(1),
            blobs.sink(),
            new HeaderScan(LIMITS),
            header ->
                (header.hasDate() ? "" : "Date: d\r\n")
                    + (header.hasMessageId() ? "" : "Message-ID: m\r\n"));
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    intake.write(octets, 0, cut);
    intake.write(octets, cut, octets.length - cut);
    return ((FakeBlobs.Text) intake.finish()).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A: b\\r\\n\\r\\nbody\\r\\n     | A: b\\r\\n+D+M\\r\\nbody\\r\\n",
        "Date: x\\r\\n\\r\\n\\r\\n      | Date: x\\r\\n+M\\r\\n\\r\\n",
        "MESSAGE-ID: x\\r\\n\\r\\n      | MESSAGE-ID: x\\r\\n+D\\r\\n",
        "A: b\\r\\n date: c\\r\\n\\r\\n | A: b\\r\\n date: c\\r\\n+D+M\\r\\n",
        "Date : x\\r\\n\\r\\nDate: y    | Date : x\\r\\n+M\\r\\nDate: y",
        "Dates: x\\r\\n\\r\\n           | Dates: x\\r\\n+D+M\\r\\n",
        "A: b\\r\\n                     | A: b\\r\\n+D+M",
        "A: b                           | A: b\\r\\n+D+M",
        "''                             | +D+M",
        "\\r\\nbody                     | +D+M\\r\\nbody",
        "no field\\r\\n\\r\\nbody       | no field\\r\\n+D+M\\r\\nbody",
      })
  void addsWhatIsMissingAtTheEndOfTheHeader(String content, String expected)
      throws MessageSink.Refused {
    String input = unescape(content);
    String stored =
        unescape(expected).replace("+D", "Date: d\r\n").replace("+M", "Message-ID: m\r\n");
    for (int cut = 0; cut <= input.length(); cut++) {
      assertEquals(stored, store(input, cut), "cut at " + cut);
    }
  }

  private static Optional<Integer> flaw(String header, boolean strict) {
    var scan = new HeaderScan(LIMITS);
    byte[] octets = unescape(header).getBytes(StandardCharsets.UTF_8);
    scan.read(octets, 0, octets.length);
    return scan.flaw(strict).map(SmtpReply::code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A: b\\r\\n\\tc\\r\\n\\r\\n | true",
        "A:\\r\\n\\r\\n            | true",
        "\\r\\n                    | true",
        "A b\\r\\n\\r\\n           | false",
        ": b\\r\\n\\r\\n           | false",
        "A b: c\\r\\n\\r\\n        | false",
        "\\tA: b\\r\\n\\r\\n       | false",
        "ä: b\\r\\n\\r\\n          | false",
        "hello\\r\\nA: b\\r\\n     | false",
      })
  void knowsAReadableHeader(String header, boolean readable) {
    assertEquals(readable ? Optional.empty() : Optional.of(554), flaw(header, true));
    assertEquals(Optional.empty(), flaw(header, false));
  }

  @Test
  void countsOnlyTheHeader() {
    String body = "\\r\\n" + "Received: x\\r\\n".repeat(60);
    assertEquals(Optional.empty(), flaw("A: b\\r\\n" + body, true));
    assertEquals(Optional.of(554), flaw("Received: x\\r\\n".repeat(51) + body, true));
  }
}

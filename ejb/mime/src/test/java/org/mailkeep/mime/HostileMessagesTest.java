package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages made to cost time or memory. Each is 4 MB, which takes well below a second when time is
/// linear, and minutes when it is not.
class HostileMessagesTest {
  private static final int SIZE = 4_000_000;

  private static String fill(String piece) {
    return piece.repeat(SIZE / piece.length());
  }

  private static String nested() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < SIZE; i++) {
      text.append("Content-Type: multipart/mixed; boundary=b")
          .append(i % 15)
          .append("\r\n\r\n--b")
          .append(i % 15)
          .append("\r\n");
    }
    return text.toString();
  }

  private static String fifteenOpenBoundaries() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 15; i++) {
      String boundary = "x".repeat(150) + i;
      text.append("Content-Type: multipart/mixed; boundary=").append(boundary);
      text.append("\r\n\r\n--").append(boundary).append("\r\n");
    }
    return text + fill("--" + "x".repeat(150) + "\r\n");
  }

  static Stream<Arguments> messages() {
    String multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    return Stream.of(
        Arguments.of("endless header line", fill("x")),
        Arguments.of("endless folded field", "Subject: x" + fill("\r\n x")),
        Arguments.of("endless header", fill("X: y\r\n")),
        Arguments.of("endless subjects", fill("Subject: y\r\n")),
        Arguments.of("endless recipients", fill("To: a@b, c@d\r\n")),
        Arguments.of("endless references", "References: " + fill("<a@b> ")),
        Arguments.of("comments in comments", "From: " + fill("(")),
        Arguments.of("quotes", "From: " + fill("\"\\")),
        Arguments.of("encoded words", "Subject: " + fill("=?UTF-8?Q?")),
        Arguments.of("parameters", "Content-Type: text/plain" + fill("; a*0=b")),
        Arguments.of("nested multiparts", nested()),
        Arguments.of("nested messages", fill("Content-Type: message/rfc822\r\n\r\n")),
        Arguments.of("boundaries", multipart + fill("--b\r\n")),
        Arguments.of("closing boundaries", multipart + fill("--b--\r\n")),
        Arguments.of("almost boundaries", fifteenOpenBoundaries()),
        Arguments.of("dashes", multipart + fill("-")),
        Arguments.of("line feeds", multipart + fill("\n")),
        Arguments.of("carriage returns", multipart + fill("\r")),
        Arguments.of("zeros", multipart + fill("\u0000")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void takesLinearTime(String name, String text) {
    byte[] message = text.getBytes(StandardCharsets.ISO_8859_1);
    MessageStructure structure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> MessageReader.read(message, MimeLimits.DEFAULT), name);
    assertEquals(message.length, structure.size());
    assertEquals(message.length, structure.root().extent().end());
    String subject = structure.envelope().subject();
    if (subject != null) {
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> EncodedWords.decode(subject));
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> BaseSubject.of(subject));
    }
  }
}

package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDecoderTest {

  /// What came of one message: its content, what was left over, and the flaw.
  private record Read(String content, String rest, @Nullable SmtpReply flaw, boolean complete) {}

  private static byte[] bytes(String escaped) {
    return escaped
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Feeds the pieces between the cuts.
  private static Read read(byte[] input, int... cuts) {
    var out = new ByteArrayOutputStream();
    var decoder = new DataDecoder(out::write);
    int from = 0;
    for (int i = 0; i <= cuts.length && !decoder.isComplete(); i++) {
      int to = i == cuts.length ? input.length : cuts[i];
      // each piece in an array of its own, between octets that are not its own
      var piece = new byte[to - from + 4];
      java.util.Arrays.fill(piece, (byte) '.');
      System.arraycopy(input, from, piece, 2, to - from);
      from += decoder.decode(piece, 2, 2 + to - from) - 2;
    }
    return new Read(
        out.toString(StandardCharsets.ISO_8859_1),
        new String(input, from, input.length - from, StandardCharsets.ISO_8859_1),
        decoder.flaw(),
        decoder.isComplete());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".\\r\\n                      | ''",
        "a\\r\\n.\\r\\n               | a\\r\\n",
        "..\\r\\n.\\r\\n              | .\\r\\n",
        "...\\r\\n.\\r\\n             | ..\\r\\n",
        ".a\\r\\n.\\r\\n              | a\\r\\n",
        "a.\\r\\n.\\r\\n              | a.\\r\\n",
        "a\\r\\n\\r\\n..b\\r\\n.\\r\\n | a\\r\\n\\r\\n.b\\r\\n",
        "\\r\\n.\\r\\n                | \\r\\n",
        "a\tb\\r\\n.\\r\\n            | a\tb\\r\\n",
      })
  void takesTheDotsOut(String wire, String content) {
    byte[] input = bytes(wire + "QUIT");
    var expected =
        new Read(new String(bytes(content), StandardCharsets.ISO_8859_1), "QUIT", null, true);
    assertEquals(expected, read(input));
    for (int cut = 0; cut <= input.length; cut++) {
      for (int second = cut; second <= input.length; second++) {
        assertEquals(expected, read(input, cut, second), "cut at " + cut + ", " + second);
      }
    }
  }

  /// Each sequence that some server somewhere takes for the end of a message.
  @ParameterizedTest
  @CsvSource({
    "\\n.\\n",
    "\\n.\\r\\n",
    "\\r\\n.\\n",
    "\\r.\\r",
    "\\r.\\r\\n",
    "\\r\\n.\\r",
    "\\n.\\r",
    "\\r.\\n",
    "\\r\\r\\n.\\r\\r\\n",
    "\\r\\n.\\r\\r\\n",
    "\\n\\r.\\n\\r",
    "\\r\\n\\0.\\r\\n",
    "\\r\\n.\\0\\r\\n",
    "\\0",
  })
  void isNotFooledAboutTheEnd(String trick) {
    byte[] input = bytes("text" + trick + "MAIL FROM:<a@b>\\r\\n.\\r\\nQUIT\\r\\n");
    for (int cut = 0; cut <= input.length; cut++) {
      for (int second = cut; second <= input.length; second++) {
        Read read = read(input, cut, second);
        assertTrue(read.complete());
        assertEquals("QUIT\r\n", read.rest(), "cut at " + cut + ", " + second);
        assertNotNull(read.flaw());
        assertEquals("5.6.0", read.flaw().enhanced());
        assertFalse(read.content().contains("MAIL"), "nothing goes out after the flaw");
      }
    }
  }

  /// Every word of up to seven letters over the alphabet that matters, against the plain rule.
  @Test
  void agreesWithThePlainRuleOnEveryShortInput() {
    String alphabet = "\r\n.a";
    for (int length = 0; length <= 7; length++) {
      for (int number = 0; number < Math.pow(4, length); number++) {
        var word = new StringBuilder();
        for (int i = 0, rest = number; i < length; i++, rest /= 4) {
          word.append(alphabet.charAt(rest % 4));
        }
        String input = word + "\r\n.\r\n";
        Read expected = plainRule(input);
        assertEquals(expected, readOrFlaw(input.getBytes(StandardCharsets.ISO_8859_1)));
        int cut = number % (input.length() + 1);
        assertEquals(expected, readOrFlaw(input.getBytes(StandardCharsets.ISO_8859_1), cut));
      }
    }
  }

  /// What went out before a flaw does not matter.
  private static Read readOrFlaw(byte[] input, int... cuts) {
    Read read = read(input, cuts);
    return read.flaw() == null ? read : new Read("", read.rest(), read.flaw(), read.complete());
  }

  /// RFC 5321 §4.5.2 spelt out on whole lines.
  private static Read plainRule(String input) {
    int end = ("\r\n" + input).indexOf("\r\n.\r\n");
    String text = input.substring(0, Math.max(end, 0));
    String rest = input.substring(end + 3);
    boolean flawed = text.replace("\r\n", "").matches("(?s).*[\r\n].*");
    if (flawed) {
      return new Read("", rest, Replies.BARE_LINE_END, true);
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\r\n", -1)) {
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    return new Read(String.join("\r\n", lines), rest, null, true);
  }

  @Test
  void survivesAnyPiecesOfALongMessage() {
    var random = new Random(20261122);
    for (int round = 0; round < 200; round++) {
      var text = new StringBuilder();
      for (int line = 0; line < 50; line++) {
        text.append(".".repeat(random.nextInt(3)));
        text.append("x\t\u00ff".repeat(random.nextInt(20))).append("\r\n");
      }
      String wire = text.toString().replaceAll("(?m)^\\.", "..") + ".\r\n";
      byte[] input = wire.getBytes(StandardCharsets.ISO_8859_1);
      int[] cuts = random.ints(5, 0, input.length).sorted().toArray();
      assertEquals(new Read(text.toString(), "", null, true), read(input, cuts));
    }
  }

  @Test
  void isNotCompleteBeforeTheEnd() {
    Read read = read(bytes("a\\r\\n.\\r"));
    assertFalse(read.complete());
    assertEquals("a\r\n", read.content());
    assertNull(read.flaw());
  }

  @Test
  void checksTheLinesOfChunks() {
    for (String good : List.of("", "a", "a\\r\\nb", "\\r\\n.\\r\\n", "\\t")) {
      assertNull(check(bytes(good)), good);
    }
    for (String bad : List.of("\\n", "\\r", "a\\nb\\r\\n", "a\\rb", "\\r\\r\\n", "\\0", "a\\r")) {
      assertNotNull(check(bytes(bad)), bad);
    }
  }

  private static @Nullable SmtpReply check(byte[] input) {
    SmtpReply first = null;
    for (int cut = 0; cut <= input.length; cut++) {
      var check = new LineCheck();
      check.read(input, 0, cut);
      check.read(input, cut, input.length);
      first = cut == 0 ? check.flaw(true) : first;
      assertEquals(first, check.flaw(true));
    }
    return first;
  }
}

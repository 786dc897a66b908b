package org.mailkeep.wire.pop3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What TOP takes of a message, however it is cut into slices.
final class ExcerptTest {
  private static final String MESSAGE = "A: 1\r\nB: 2\r\n\r\none\r\n\r\nthree\r\nfour";

  @ParameterizedTest
  @CsvSource({"0, 14", "1, 19", "2, 21", "3, 28", "4, 32", "2147483647, 32"})
  void takesHeaderAndLines(int lines, int octets) {
    for (int step = 1; step <= MESSAGE.length(); step++) {
      Excerpt excerpt = new Excerpt(lines);
      int taken = 0;
      for (int at = 0; at < MESSAGE.length() && !excerpt.isComplete(); at += step) {
        String slice = MESSAGE.substring(at, Math.min(MESSAGE.length(), at + step));
        taken += excerpt.take(slice.getBytes(US_ASCII));
      }
      assertEquals(octets, taken, "in steps of " + step);
    }
  }
}

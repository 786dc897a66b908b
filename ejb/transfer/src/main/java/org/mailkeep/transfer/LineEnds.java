package org.mailkeep.transfer;

import java.io.IOException;
import java.io.InputStream;

/// Gives messages CRLF whose lines end in LF, as many programs write them into files. One whose
/// first line ends in CRLF stays as it is.
final class LineEnds {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final int PIECE = 16 * 1024;

  private LineEnds() {}

  /// Hands a message on.
  static void copy(InputStream in, OctetTarget target) throws IOException {
    byte[] octets = new byte[PIECE];
    int count = in.readNBytes(octets, 0, PIECE);
    boolean plain = hasCrLf(octets, count);
    byte last = 0;
    while (count > 0) {
      int from = 0;
      for (int i = 0; !plain && i < count; i++) {
        if (octets[i] == '\n' && (i == 0 ? last : octets[i - 1]) != '\r') {
          pass(octets, from, i, target);
          target.take(CRLF, 0, CRLF.length);
          from = i + 1;
        }
      }
      pass(octets, from, count, target);
      last = octets[count - 1];
      count = in.readNBytes(octets, 0, PIECE);
    }
  }

  private static void pass(byte[] octets, int from, int to, OctetTarget target) throws IOException {
    if (to > from) {
      target.take(octets, from, to - from);
    }
  }

  private static boolean hasCrLf(byte[] octets, int count) {
    for (int i = 0; i < count; i++) {
      if (octets[i] == '\n') {
        return i > 0 && octets[i - 1] == '\r';
      }
    }
    return true;
  }
}

package org.mailkeep.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Cuts a stream into lines, and lines that are longer than its buffer into pieces. For one thread.
final class LinePieces {
  /// Octets of the longest piece.
  static final int LONGEST = 16 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST];
  private int from;
  private int to;
  private int end;
  private int next;
  private boolean begins;
  private boolean ends = true;
  private boolean terminated;

  LinePieces(InputStream in) {
    this.in = in;
  }

  /// Goes to the next piece.
  ///
  /// @return false at the end
  boolean next() throws IOException {
    begins = ends;
    from = next;
    int lf = indexOfLf(from);
    while (lf < 0 && fill()) {
      lf = indexOfLf(from);
    }
    if (lf < 0) {
      return rest();
    }
    end = lf > from && buffer[lf - 1] == '\r' ? lf - 1 : lf;
    next = lf + 1;
    ends = true;
    terminated = true;
    return true;
  }

  /// What is there is a whole buffer without a line end, or the end of the stream.
  private boolean rest() {
    boolean full = from == 0 && to == buffer.length;
    end = full && buffer[to - 1] == '\r' ? to - 1 : to; // the CR may belong to a line end
    next = end;
    ends = !full;
    terminated = false;
    return end > from;
  }

  private int indexOfLf(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Reads more behind what is there.
  ///
  /// @return false when the buffer is full or the stream has ended
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      return false;
    }
    int got = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, got);
    return got >= 0;
  }

  /// Whether the piece begins a line.
  boolean begins() {
    return begins;
  }

  /// Whether the piece ends a line, or the stream.
  boolean ends() {
    return ends;
  }

  /// Whether a line end was there; only the last line may lack it.
  boolean terminated() {
    return terminated;
  }

  /// Whether it is a line without octets.
  boolean isBlank() {
    return begins && ends && end == from;
  }

  int length() {
    return end - from;
  }

  /// The octet at an index of the piece.
  byte at(int index) {
    return buffer[from + index];
  }

  /// The piece as text, one character an octet.
  String text() {
    return new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /// Whether the piece begins with these characters, from an index on.
  boolean hasAt(int index, String ascii) {
    if (length() - index < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (at(index + i) != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Hands the octets from an index on.
  void copy(int index, OctetTarget target) throws IOException {
    if (end - from > index) {
      target.take(buffer, from + index, end - from - index);
    }
  }
}

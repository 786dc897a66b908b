package org.mailkeep.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads a message in one pass, in chunks of any size, and notes its structure. It keeps no octets
/// but the header field and the boundary line at hand, so a message of any size costs the same
/// memory, and it looks at each octet once. Every sequence of octets has a structure: what is no
/// MIME is text. Lines end with CRLF or LF.
///
/// For one thread at a time.
public final class MessageReader {
  private static final int PIECE = 64 * 1024;

  private final EntityStack entities;

  /// Octets of the line at hand, as far as they matter.
  private byte[] line = new byte[512];

  private int kept;

  /// Where the line at hand begins, and the octet to come.
  private long lineStart;

  private long offset;

  /// Where the end of the line before begins: the end of a body, when a boundary follows.
  private long previousEnd;

  /// Line ends so far.
  private int lines;

  private boolean afterCr;

  /// Whether the octets of this line matter.
  private boolean watching = true;

  /// @param limits what is noted at most
  public MessageReader(MimeLimits limits) {
    entities = new EntityStack(limits);
  }

  /// The structure of a whole message.
  public static MessageStructure read(byte[] message, MimeLimits limits) {
    MessageReader reader = new MessageReader(limits);
    reader.feed(message, 0, message.length);
    return reader.finish();
  }

  /// The structure of what a stream gives until its end; the stream is not closed.
  public static MessageStructure read(InputStream message, MimeLimits limits) throws IOException {
    MessageReader reader = new MessageReader(limits);
    byte[] piece = new byte[PIECE];
    for (int count = message.read(piece); count >= 0; count = message.read(piece)) {
      reader.feed(piece, 0, count);
    }
    return reader.finish();
  }

  /// Takes the next octets.
  public void feed(byte[] octets, int from, int count) {
    int at = from;
    int end = from + count;
    while (at < end) {
      int next = watching ? watch(octets, at, end) : skip(octets, at, end);
      offset += next - at;
      at = next;
      if (octets[at - 1] == '\n') {
        endLine();
      } else {
        afterCr = octets[at - 1] == '\r';
      }
    }
  }

  /// Takes octets of a line that matters, up to and with its end.
  private int watch(byte[] octets, int from, int end) {
    int at = from;
    while (at < end) {
      byte octet = octets[at++];
      if (octet == '\n') {
        afterCr = at - 2 >= from ? octets[at - 2] == '\r' : afterCr;
        return at;
      }
      if (kept < line.length || grow()) {
        line[kept++] = octet;
      }
      if (kept == 1 && octet != '-' && !entities.inHeader()) {
        watching = false;
        return at;
      }
    }
    return at;
  }

  /// Passes over octets of a body, up to and with the end of the line.
  private int skip(byte[] octets, int from, int end) {
    int at = from;
    while (at < end && octets[at] != '\n') {
      at++;
    }
    if (at == end) {
      return at;
    }
    afterCr = at > from ? octets[at - 1] == '\r' : afterCr;
    return at + 1;
  }

  private boolean grow() {
    int most = entities.lineLimit();
    if (line.length >= most) {
      return false;
    }
    line = Arrays.copyOf(line, Math.min(most, line.length * 2));
    return true;
  }

  private void endLine() {
    long textEnd = offset - (afterCr ? 2 : 1);
    if (watching) {
      int text = (int) Math.min(kept, textEnd - lineStart);
      entities.line(new EntityStack.Line(line, text, offset, previousEnd, lines, 1));
    }
    previousEnd = textEnd;
    lines++;
    lineStart = offset;
    kept = 0;
    afterCr = false;
    watching = entities.inHeader() || entities.hasBoundaries();
  }

  /// Ends the message.
  public MessageStructure finish() {
    if (watching && kept > 0) {
      entities.line(new EntityStack.Line(line, kept, offset, previousEnd, lines, 0));
    }
    return entities.finish(offset, lines);
  }
}

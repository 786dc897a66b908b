package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes content that ends with a dot in a line of its own, as SMTP sends it after DATA and POP3
/// after RETR: dots that begin a line are doubled, and the end is the only one that any reader
/// could see (RFC 5321 §4.5.2, RFC 1939 §3). A bare CR or LF, which some reader might take for a
/// line's end, becomes CRLF (RFC 5321 §2.3.8).
public final class DotWriter {
  private static final byte[] CR = {'\r'};
  private static final byte[] LF = {'\n'};
  private static final byte[] DOT = {'.'};
  private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Output out;
  private boolean lineStart = true;
  private boolean afterCr;

  /// @param out what the content goes to, after all that is there
  public DotWriter(Output out) {
    this.out = out;
  }

  /// Writes the octets from one place to before another.
  public void write(byte[] bytes, int from, int to) throws IOException {
    int start = from; // of what has not gone out yet
    int at = from;
    while (at < to) {
      if (!lineStart && !afterCr) {
        at = Octets.nextControl(bytes, at, to);
        if (at == to) {
          break;
        }
      }
      byte octet = bytes[at];
      if (afterCr && octet != '\n') {
        start = insert(LF, bytes, start, at);
        lineStart = true;
      } else if (!afterCr && octet == '\n') {
        start = insert(CR, bytes, start, at);
      }
      if (lineStart && octet == '.') {
        start = insert(DOT, bytes, start, at);
      }
      afterCr = octet == '\r';
      lineStart = octet == '\n';
      at++;
    }
    out.write(bytes, start, to - start);
  }

  private int insert(byte[] what, byte[] bytes, int start, int at) throws IOException {
    out.write(bytes, start, at - start);
    out.write(what);
    return at;
  }

  /// Writes the end.
  public void end() throws IOException {
    if (afterCr) {
      out.write(LF);
    } else if (!lineStart) {
      out.write(CR);
      out.write(LF);
    }
    out.write(END);
  }
}

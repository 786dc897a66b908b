package org.mailkeep.mime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Undoes transfer encodings (RFC 2045 §6) as a stream that holds a few octets. Faults are passed
/// over: what is no code stays as it is.
public final class ContentDecoder {
  private static final int BUFFER = 4096;

  private ContentDecoder() {}

  /// The decoded body; an unknown encoding is none.
  ///
  /// @param encoding in lower case, as [Part#encoding]
  public static InputStream decode(InputStream body, String encoding) {
    return switch (encoding) {
      case "base64" -> base64(body);
      case "quoted-printable" -> new OctetStream(new QuotedPrintable(body), body);
      default -> body;
    };
  }

  /// The body of a text part as text, with U+FFFD for what does not fit its charset.
  public static Reader text(InputStream body, Part part) {
    Charset charset =
        part.type().charset().flatMap(Charsets::forName).orElse(StandardCharsets.UTF_8);
    return new InputStreamReader(
        decode(body, part.encoding()),
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }

  /// Gives octets one by one, -1 at the end.
  private interface Octets {
    int next() throws IOException;
  }

  /// A stream that is made octet by octet.
  private static final class OctetStream extends InputStream {
    private final Octets octets;
    private final InputStream closed;

    OctetStream(Octets octets, InputStream closed) {
      this.octets = octets;
      this.closed = closed;
    }

    @Override
    public int read() throws IOException {
      return octets.next();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      int count = 0;
      while (count < length) {
        int octet = octets.next();
        if (octet < 0) {
          return count == 0 ? -1 : count;
        }
        target[offset + count++] = (byte) octet;
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      closed.close();
    }
  }

  /// RFC 2045 §6.8.
  private static InputStream base64(InputStream in) {
    LenientBase64 decoder = new LenientBase64();
    BufferedInputStream source = new BufferedInputStream(in, BUFFER);
    return new OctetStream(
        () -> {
          for (int c = source.read(); c >= 0; c = source.read()) {
            int octet = decoder.take(c);
            if (octet >= 0) {
              return octet;
            }
          }
          return -1;
        },
        in);
  }

  /// RFC 2045 §6.7.
  private static final class QuotedPrintable implements Octets {
    /// Blanks before the end of a line are looked at up to here; a line has 76 characters.
    private static final int BLANKS = 256;

    private final PushbackInputStream in;

    QuotedPrintable(InputStream in) {
      this.in = new PushbackInputStream(new BufferedInputStream(in, BUFFER), BLANKS + 2);
    }

    @Override
    public int next() throws IOException {
      while (true) {
        int c = in.read();
        if (c == '=') {
          int octet = code();
          if (octet != SOFT_BREAK) {
            return octet;
          }
        } else if ((c != ' ' && c != '\t') || !endsLine(c)) {
          return c;
        }
      }
    }

    private static final int SOFT_BREAK = -2;

    /// What follows an equals sign: two digits, or a soft line break, or a fault.
    private int code() throws IOException {
      int first = in.read();
      if (first == '\n' || first < 0) {
        return first < 0 ? '=' : SOFT_BREAK;
      }
      if (first == ' ' || first == '\t' || first == '\r') {
        in.unread(first);
        return endsLine(-1) ? softBreak() : '=';
      }
      int second = in.read();
      int value = second < 0 ? -1 : Character.digit(first, 16) * 16 + Character.digit(second, 16);
      if (value >= 0 && Character.digit(first, 16) >= 0 && Character.digit(second, 16) >= 0) {
        return value;
      }
      if (second >= 0) {
        in.unread(second);
      }
      in.unread(first);
      return '=';
    }

    /// Passes over the blanks and the end of the line.
    private int softBreak() throws IOException {
      int c = in.read();
      while (c == ' ' || c == '\t') {
        c = in.read();
      }
      if (c == '\r') {
        c = in.read();
      }
      if (c >= 0 && c != '\n') {
        in.unread(c);
      }
      return SOFT_BREAK;
    }

    /// Whether nothing but blanks comes before the end of the line. If so and a blank was taken,
    /// the blanks are dropped; else all is put back.
    private boolean endsLine(int taken) throws IOException {
      byte[] seen = new byte[BLANKS];
      int count = 0;
      int c = in.read();
      while ((c == ' ' || c == '\t') && count < BLANKS) {
        seen[count++] = (byte) c;
        c = in.read();
      }
      boolean ends = c == '\n' || c == '\r' || c < 0;
      if (c >= 0) {
        in.unread(c);
      }
      if (!ends || taken < 0) {
        in.unread(seen, 0, count);
      }
      return ends;
    }
  }
}

package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Collects what goes out and hands it on in large pieces. Grows from small, as most answers are;
/// for one thread at a time.
final class ByteOutput {
  /// Takes bytes for the peer.
  @FunctionalInterface
  interface Target {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private static final int FIRST = 512;
  private static final int MOST = 32 * 1024;
  private static final int SLICE = 64 * 1024;
  private static final byte[] CRLF = {'\r', '\n'};

  private final Target target;
  private byte[] buffer = new byte[FIRST];
  private int length;

  ByteOutput(Target target) {
    this.target = target;
  }

  /// Hands on what was collected.
  void drain() throws IOException {
    if (length > 0) {
      target.write(buffer, 0, length);
      length = 0;
    }
  }

  private void room(int count) throws IOException {
    if (buffer.length - length >= count) {
      return;
    }
    if (length + count > MOST) {
      drain();
    }
    if (buffer.length - length < count) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
    }
  }

  ByteOutput put(char c) throws IOException {
    room(1);
    buffer[length++] = (byte) c;
    return this;
  }

  ByteOutput crlf() throws IOException {
    return bytes(CRLF);
  }

  /// Text of ASCII characters only.
  ByteOutput ascii(String text) throws IOException {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) {
      buffer[length + i] = (byte) text.charAt(i);
    }
    length += count;
    return this;
  }

  ByteOutput bytes(byte[] bytes) throws IOException {
    if (bytes.length > MOST) {
      drain();
      target.write(bytes, 0, bytes.length);
    } else {
      room(bytes.length);
      System.arraycopy(bytes, 0, buffer, length, bytes.length);
      length += bytes.length;
    }
    return this;
  }

  /// A number that is not negative.
  ByteOutput number(long value) throws IOException {
    room(20);
    if (value < 10) {
      buffer[length++] = (byte) ('0' + value);
      return this;
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    length += digits;
    long rest = value;
    for (int i = length - 1; digits > 0; digits--, i--, rest /= 10) {
      buffer[i] = (byte) ('0' + rest % 10);
    }
    return this;
  }

  ByteOutput numbers(Numbers numbers) throws IOException {
    for (int run = 0; run < numbers.runs(); run++) {
      if (run > 0) {
        put(',');
      }
      number(numbers.first(run));
      if (numbers.first(run) != numbers.last(run)) {
        put(':').number(numbers.last(run));
      }
    }
    return this;
  }

  // string = quoted / literal; quoted may hold UTF-8 once the client enabled it (RFC 9051 §4.3)
  ByteOutput string(String text, boolean unicode) throws IOException {
    boolean wide = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return literal(text.getBytes(StandardCharsets.UTF_8));
      }
      wide |= c > 126;
    }
    if (!wide) {
      return quoted(text);
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return unicode ? quoted(octets) : literal(octets);
  }

  private ByteOutput quoted(String text) throws IOException {
    room(2 * text.length() + 2);
    buffer[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        buffer[length++] = '\\';
      }
      buffer[length++] = (byte) c;
    }
    buffer[length++] = '"';
    return this;
  }

  /// A quoted string of octets without CR, LF and NUL.
  ByteOutput quoted(byte[] octets) throws IOException {
    put('"');
    for (byte octet : octets) {
      if (octet == '"' || octet == '\\') {
        put('\\');
      }
      put((char) octet);
    }
    return put('"');
  }

  ByteOutput literal(byte[] octets) throws IOException {
    return put('{').number(octets.length).ascii("}\r\n").bytes(octets);
  }

  /// A literal of content, which is read slice by slice while it goes out.
  ByteOutput literal(Content content) throws IOException {
    long size = content.size();
    put('{').number(size).ascii("}\r\n");
    for (long at = 0; at < size; ) {
      byte[] slice = content.read(at, (int) Math.min(SLICE, size - at));
      if (slice.length == 0) {
        throw new IOException("content ends at " + at + " of " + size);
      }
      bytes(slice);
      at += slice.length;
    }
    return this;
  }

  // astring = 1*ASTRING-CHAR / string
  ByteOutput astring(byte[] octets) throws IOException {
    boolean plain = octets.length > 0;
    boolean line = true;
    for (byte octet : octets) {
      plain &= Chars.astring(octet);
      line &= octet != '\r' && octet != '\n' && octet != 0;
    }
    if (plain) {
      return bytes(octets);
    }
    return line ? quoted(octets) : literal(octets);
  }
}

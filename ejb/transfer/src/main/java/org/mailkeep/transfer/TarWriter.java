package org.mailkeep.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes an archive of tar: POSIX.1-1988 (ustar), with extended headers (pax) for what does not
/// fit. For one thread.
final class TarWriter {
  private static final int NAME = 100;
  private static final long LARGEST_OCTAL = 0_777_7777_7777L;

  private final OutputStream out;

  /// @param out stays open
  TarWriter(OutputStream out) {
    this.out = out;
  }

  /// Adds a folder.
  void folder(String name, Instant modified) throws IOException {
    header(name + "/", 0, modified, '5');
  }

  /// Adds a file.
  ///
  /// @param size octets that the content has
  void file(String name, long size, Instant modified, InputStream content) throws IOException {
    header(name, size, modified, '0');
    long written = content.transferTo(out);
    if (written != size) {
      throw new TransferException(name + " has " + written + " octets instead of " + size);
    }
    pad(size);
  }

  /// Ends the archive.
  void finish() throws IOException {
    out.write(new byte[2 * TarReader.BLOCK]);
  }

  private void header(String name, long size, Instant modified, char type) throws IOException {
    byte[] octets = name.getBytes(StandardCharsets.UTF_8);
    var extended = new ByteArrayOutputStream();
    if (octets.length > NAME) {
      record(extended, "path", name);
    }
    if (size > LARGEST_OCTAL) {
      record(extended, "size", Long.toString(size));
    }
    if (extended.size() > 0) {
      block("./PaxHeaders/entry".getBytes(StandardCharsets.UTF_8), extended.size(), modified, 'x');
      extended.writeTo(out);
      pad(extended.size());
    }
    block(Arrays.copyOf(octets, Math.min(octets.length, NAME)), size, modified, type);
  }

  /// A record says its own length, digits of that length included.
  private static void record(ByteArrayOutputStream out, String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length + 1;
    while (rest.length + Integer.toString(length).length() != length) {
      length++;
    }
    out.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(rest);
  }

  private void block(byte[] name, long size, Instant modified, char type) throws IOException {
    byte[] header = new byte[TarReader.BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    octal(header, 100, 8, type == '5' ? 0700 : 0600);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, Math.min(size, LARGEST_OCTAL));
    octal(header, 136, 12, Math.clamp(modified.getEpochSecond(), 0, LARGEST_OCTAL));
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = (byte) type;
    byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, header, 257, magic.length);
    long sum = 0;
    for (byte octet : header) {
      sum += octet & 0xff;
    }
    octal(header, 148, 7, sum);
    out.write(header);
  }

  /// Digits with zeros before them, and a NUL behind.
  private static void octal(byte[] header, int at, int length, long value) {
    long rest = value;
    for (int i = at + length - 2; i >= at; i--) {
      header[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
    header[at + length - 1] = 0;
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((TarReader.BLOCK - size % TarReader.BLOCK) % TarReader.BLOCK)]);
  }
}

package org.mailkeep.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads an archive of tar as a stream: POSIX.1-1988 (ustar), POSIX.1-2001 (pax) and GNU's long
/// names. For one thread.
final class TarReader extends InputStream {
  static final int BLOCK = 512;

  /// Octets of the longest name.
  static final int LONGEST_NAME = 4096;

  /// Octets of the largest extended header.
  static final int LARGEST_HEADER = 64 * 1024;

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /// Goes to the next entry; what was not read of the one before is passed over.
  ///
  /// @return empty at the end
  /// @throws TransferException when this is no archive, or one that was cut off
  Optional<TarEntry> next() throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (true) {
      skip();
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK) {
        throw new TransferException("the archive was cut off, or is none of tar");
      }
      if (isEnd(header)) {
        return Optional.empty();
      }
      check(header);
      begin(number(header, 124, 12));
      switch (header[156]) {
        case 'x' -> pax(small(), extended);
        case 'g' -> skip();
        case 'L' -> extended.put("path", text(small(), 0, LARGEST_HEADER));
        case 'K' -> skip();
        default -> {
          return Optional.of(entry(header, extended));
        }
      }
    }
  }

  private static boolean isEnd(byte[] header) {
    for (byte octet : header) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static void check(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : (header[i] & 0xff);
    }
    if (number(header, 148, 8) != sum) {
      throw new TransferException("the archive is damaged, or is none of tar");
    }
  }

  private TarEntry entry(byte[] header, Map<String, String> extended) throws IOException {
    String name = text(header, 0, 100);
    if (header[257] == 'u' && header[262] == 0 && header[345] != 0) {
      name = text(header, 345, 155) + "/" + name;
    }
    name = extended.getOrDefault("path", name);
    if (name.length() > LONGEST_NAME) {
      throw new TransferException("the archive holds a name that is too long");
    }
    if (extended.containsKey("size")) {
      begin(decimal(extended.get("size")));
    }
    long modified = number(header, 136, 12);
    if (extended.containsKey("mtime")) {
      modified = decimal(extended.get("mtime").replaceFirst("\\..*", ""));
    }
    boolean file = header[156] == '0' || header[156] == 0;
    long sensible = Math.clamp(modified, 0, 253_402_300_799L); // the year 9999
    return new TarEntry(name, left, Instant.ofEpochSecond(sensible), file);
  }

  private static long decimal(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new TransferException("the archive is damaged: a number is none");
    }
  }

  /// Octal digits, or GNU's binary form.
  private static long number(byte[] header, int from, int length) throws IOException {
    long value = 0;
    if ((header[from] & 0x80) != 0) {
      for (int i = from + length - 8; i < from + length; i++) {
        value = (value << 8) | (header[i] & 0xff);
      }
      return value;
    }
    for (int i = from; i < from + length; i++) {
      if (header[i] >= '0' && header[i] <= '7') {
        value = value * 8 + header[i] - '0';
      } else if (header[i] != ' ' && header[i] != 0) {
        throw new TransferException("the archive is damaged, or is none of tar");
      }
    }
    return value;
  }

  private static String text(byte[] octets, int from, int most) {
    int end = from;
    while (end < octets.length && end < from + most && octets[end] != 0) {
      end++;
    }
    return new String(octets, from, end - from, StandardCharsets.UTF_8);
  }

  private void begin(long size) throws IOException {
    if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
      throw new TransferException("the archive is damaged: a size is none");
    }
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
  }

  /// All of an entry that describes another one.
  private byte[] small() throws IOException {
    if (left > LARGEST_HEADER) {
      throw new TransferException("the archive holds a header that is too large");
    }
    byte[] octets = readNBytes((int) left);
    if (left > 0) {
      throw new TransferException("the archive was cut off");
    }
    return octets;
  }

  // "%d %s=%s\n", <length>, <keyword>, <value>                        POSIX.1-2001, pax
  private static void pax(byte[] octets, Map<String, String> extended) throws IOException {
    int at = 0;
    while (at < octets.length) {
      int space = at;
      while (space < octets.length && octets[space] != ' ') {
        space++;
      }
      long length = decimal(new String(octets, at, space - at, StandardCharsets.US_ASCII));
      if (length <= space - at + 1 || length > octets.length - at) {
        throw new TransferException("the archive is damaged: a length is none");
      }
      int end = at + (int) length;
      String record =
          new String(Arrays.copyOfRange(octets, space + 1, end - 1), StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        extended.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
  }

  private void skip() throws IOException {
    try {
      in.skipNBytes(left + padding);
    } catch (EOFException _) {
      throw new TransferException("the archive was cut off");
    }
    left = 0;
    padding = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : (one[0] & 0xff);
  }

  /// Octets of the current entry.
  @Override
  public int read(byte[] octets, int from, int count) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = in.read(octets, from, (int) Math.min(count, left));
    if (got < 0) {
      throw new TransferException("the archive was cut off");
    }
    left -= got;
    return got;
  }
}

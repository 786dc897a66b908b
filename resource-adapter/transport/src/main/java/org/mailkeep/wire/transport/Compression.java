package org.mailkeep.wire.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// DEFLATE (RFC 1951) between a connection's input and output and what is below them. Each write
/// ends at an octet's boundary, so that the peer can read all of it.
///
/// A session keeps a decompressor, about 40 KiB outside the heap, and the end of what it sent: a
/// compressor is lent for each write, and told that end, so that it can refer to what the peer
/// still remembers.
final class Compression {
  /// Octets of what was sent that the next write may refer to.
  private static final int REMEMBERED = 4 * 1024;

  private static final int SMALL = 256;
  private static final int LARGE = 16 * 1024;

  private final Deflaters deflaters;
  private final Bound bound;
  private final Inflater inflater = new Inflater(true);
  private byte[] sent = new byte[0];
  private byte[] packed = new byte[SMALL];

  /// What the inflater was given last, and where that ends.
  private byte[] given;

  private int givenEnd;
  private long in;
  private long out;

  /// What decompressed octets may come to: so many for each compressed one, beyond so many that are
  /// always allowed.
  ///
  /// @param name the setting that says so, for the log
  record Bound(int ratio, long always, String name) {}

  /// Where octets go.
  @FunctionalInterface
  interface Target {
    void write(byte[] octets, int from, int length) throws IOException;
  }

  /// Where octets come from.
  @FunctionalInterface
  interface Source {
    /// At least one octet; -1 at the end.
    int read(byte[] octets, int from, int length) throws IOException;
  }

  /// @param received what came already and was not read
  Compression(Deflaters deflaters, Bound bound, byte[] received) {
    this.deflaters = deflaters;
    this.bound = bound;
    given = received;
    give(received, received.length);
  }

  /// Compresses and sends. By one thread at a time.
  void write(byte[] octets, int from, int length, Target target) throws IOException {
    byte[] room = new byte[Math.min(LARGE, SMALL + length)];
    Deflater deflater = deflaters.take();
    try {
      deflater.setDictionary(sent);
      deflater.setInput(octets, from, length);
      int count;
      do {
        count = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        target.write(room, 0, count);
      } while (count == room.length);
    } finally {
      deflaters.give(deflater);
    }
    remember(octets, from, length);
  }

  private void remember(byte[] octets, int from, int length) {
    if (length >= REMEMBERED) {
      sent = Arrays.copyOfRange(octets, from + length - REMEMBERED, from + length);
      return;
    }
    int kept = Math.min(sent.length, REMEMBERED - length);
    byte[] next = new byte[kept + length];
    System.arraycopy(sent, sent.length - kept, next, 0, kept);
    System.arraycopy(octets, from, next, kept, length);
    sent = next;
  }

  /// Decompressed octets, at least one; -1 at the end. By the connection's thread alone.
  int read(byte[] target, int from, int length, Source source) throws IOException {
    while (true) {
      int count = inflate(target, from, length);
      if (count > 0) {
        out += count;
        check();
        return count;
      }
      if (inflater.finished()) {
        return -1;
      }
      int got = source.read(packed, 0, packed.length);
      if (got < 0) {
        return -1;
      }
      give(packed, got);
      resize(got);
    }
  }

  private void give(byte[] octets, int count) {
    given = octets;
    givenEnd = count;
    in += count;
    inflater.setInput(octets, 0, count);
  }

  /// What is read next has room for much when much comes; the array in use is the inflater's.
  private void resize(int got) {
    int size = got == packed.length ? LARGE : SMALL;
    if (packed.length != size) {
      packed = new byte[size];
    }
  }

  private int inflate(byte[] target, int from, int length) throws IOException {
    try {
      return inflater.inflate(target, from, length);
    } catch (DataFormatException e) {
      throw new ConnectionEnded(ConnectionEnded.Reason.BROKEN, "invalid compressed data");
    }
  }

  private void check() throws ConnectionEnded {
    if (out > bound.always() && (out - bound.always()) / bound.ratio() > in) {
      throw new ConnectionEnded(ConnectionEnded.Reason.TOO_MUCH, bound.name());
    }
  }

  /// Frees what it holds outside the heap.
  ///
  /// @return what came after the peer ended its compression
  byte[] end() {
    byte[] rest = new byte[0];
    if (inflater.finished()) {
      rest = Arrays.copyOfRange(given, givenEnd - inflater.getRemaining(), givenEnd);
    }
    inflater.end();
    return rest;
  }
}

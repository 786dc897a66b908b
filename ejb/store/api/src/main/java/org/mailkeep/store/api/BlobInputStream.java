package org.mailkeep.store.api;

import java.io.InputStream;
import java.util.Objects;

/// A part of a blob, read piece by piece.
final class BlobInputStream extends InputStream {
  private static final int PIECE = 64 * 1024;

  private final Octets octets;
  private final long end;
  private long next;
  private byte[] piece = new byte[0];
  private int position;
  private int room = PIECE;

  /// Where a blob's octets come from.
  @FunctionalInterface
  interface Octets {
    /// Octets from an offset on, fewer at the end of the blob.
    byte[] read(long offset, int length);

    /// The most octets that are read at once.
    default int most() {
      return PIECE;
    }
  }

  BlobInputStream(Octets octets, long offset, long length) {
    this.octets = octets;
    this.next = offset;
    this.end = offset + length;
  }

  @Override
  public int read() {
    return fill() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] octets, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, octets, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return piece.length - position;
  }

  private boolean fill() {
    if (position < piece.length) {
      return true;
    }
    if (next >= end) {
      return false;
    }
    // Up to a multiple of the piece, so that the next one begins where a stored chunk does. Who
    // reads on gets larger ones: each may be a question to a server.
    piece = octets.read(next, (int) Math.min(room - next % PIECE, end - next));
    room = Math.min(octets.most(), 2 * room);
    position = 0;
    next += piece.length;
    return piece.length > 0;
  }
}

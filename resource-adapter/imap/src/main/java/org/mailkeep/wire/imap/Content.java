package org.mailkeep.wire.imap;

import java.io.IOException;

/// Bytes of a stored message that are too many for one part of an answer: read slice by slice while
/// they are written, each read by itself, so that nothing is held while the peer is slow.
public interface Content {
  /// How many octets there are in all; at least 0.
  long size();

  /// Reads octets `[from, from + count)`, which lie within the size.
  ///
  /// @throws IOException when the store cannot give them; the connection is then closed, as a
  ///   literal cannot be taken back
  byte[] read(long from, int count) throws IOException;

  /// Content that is in memory.
  static Content of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /// Content that is in memory; the array is not copied and must not change.
  record InMemory(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(long from, int count) {
      int start = Math.toIntExact(from);
      return java.util.Arrays.copyOfRange(bytes, start, start + count);
    }
  }
}

package org.mailkeep.wire.smtp;

import java.util.Arrays;

/// The content of a message that goes out. What reading throws ends the session.
public interface MessageSource {
  /// Octets in all.
  long size();

  /// Some of them, at least one before the end; none at the end.
  byte[] read(long offset, int length);

  /// Content in memory.
  static MessageSource of(byte[] octets) {
    return new MessageSource() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public byte[] read(long offset, int length) {
        int from = (int) offset;
        return Arrays.copyOfRange(octets, from, Math.min(octets.length, from + length));
      }
    };
  }
}

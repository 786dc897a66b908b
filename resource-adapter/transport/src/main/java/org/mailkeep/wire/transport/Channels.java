package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Writes to channels.
final class Channels {

  /// The system copies what it sends through a buffer of this size, kept per thread.
  private static final int SLICE = 64 * 1024;

  private Channels() {}

  /// Writes all, waiting as long as it takes.
  static void write(SocketChannel channel, byte[] octets, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      done += channel.write(ByteBuffer.wrap(octets, from + done, Math.min(SLICE, length - done)));
    }
  }
}

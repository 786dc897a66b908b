package org.mailkeep.wire.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/// A few buffers for records on their way out, lent for the time of one write. Safe for many
/// threads.
final class RecordBuffers {

  private static final int MOST = 32;

  private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(MOST);

  /// An empty buffer of at least this size.
  ByteBuffer take(int size) {
    var buffer = free.poll();
    return buffer == null || buffer.capacity() < size ? ByteBuffer.allocate(size) : buffer.clear();
  }

  /// Gives one back.
  void give(ByteBuffer buffer) {
    boolean kept = free.offer(buffer);
    assert kept || free.remainingCapacity() == 0;
  }
}

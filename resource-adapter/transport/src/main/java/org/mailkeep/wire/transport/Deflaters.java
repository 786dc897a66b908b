package org.mailkeep.wire.transport;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;

/// A few compressors, lent for the time of one write: each holds a quarter of a megabyte, so that
/// sessions do not keep one of their own. Safe for many threads.
public final class Deflaters {
  private static final int MOST = 16;

  /// Quick, and almost as good as the best on what mail servers say.
  private static final int LEVEL = 3;

  private final ArrayBlockingQueue<Deflater> free = new ArrayBlockingQueue<>(MOST);

  /// One that knows of nothing before.
  Deflater take() {
    Deflater deflater = free.poll();
    return deflater == null ? new Deflater(LEVEL, true) : deflater;
  }

  /// Gives one back.
  void give(Deflater deflater) {
    deflater.reset();
    if (!free.offer(deflater)) {
      deflater.end();
    }
  }
}

package org.mailkeep.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.QueueId;

/// Makes ids that ascend with time, so that the oldest message comes first in the store. The low
/// bits begin at a number of each node's own, so that two nodes hardly ever make the same; the
/// commit of a new message makes sure.
final class QueueIds {
  private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final int RANDOM_BITS = 20;

  private final InstantSource clock;
  private final long start;
  private final AtomicLong last = new AtomicLong();

  QueueIds(InstantSource clock, Chance chance) {
    this.clock = clock;
    this.start = chance.number() & ((1L << RANDOM_BITS) - 1);
  }

  QueueId next() {
    long now = (Math.max(1, clock.millis() - EPOCH) << RANDOM_BITS) | start;
    return new QueueId(last.updateAndGet(previous -> Math.max(previous + 1, now)));
  }
}

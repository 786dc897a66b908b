package org.mailkeep.store.api.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Ids;

/// Makes the ids of entries: [#LENGTH] digits and letters whose order is that of time, unique by
/// chance among all nodes. Safe for many threads.
final class EntryIds {
  /// Characters of an id.
  static final int LENGTH = 25;

  private static final int OF_TIME = 12;
  private static final int SEQUENCE_BITS = 12;

  private final InstantSource clock;
  private final Chance chance;
  private final AtomicLong last = new AtomicLong();

  EntryIds(InstantSource clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  String next() {
    long now = Math.max(0, clock.millis()) << SEQUENCE_BITS;
    long time = last.updateAndGet(previous -> Math.max(previous + 1, now));
    return padded(time, OF_TIME) + padded(chance.number(), LENGTH - OF_TIME);
  }

  /// An id before all that are made at a time or later.
  static String before(Instant time) {
    return padded(Math.max(0, time.toEpochMilli()) << SEQUENCE_BITS, OF_TIME);
  }

  private static String padded(long value, int length) {
    String text = Ids.text(value);
    return "0".repeat(length - text.length()) + text;
  }
}

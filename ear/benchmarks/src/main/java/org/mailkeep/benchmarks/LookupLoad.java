package org.mailkeep.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.mailkeep.store.api.LookupStore;

/// Counters of a thousand addresses, as throttles keep them, and reads of them.
record LookupLoad() implements StoreLoad {
  private static final int THREADS = 10;
  private static final int KEYS = 1_000;
  private static final Duration LIFE = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "look-ups, " + THREADS + " threads";
  }

  @Override
  public List<Result> run(OpenStore store, Meter meter) throws Exception {
    LookupStore lookups = store.lookups();
    if (lookups == null) {
      return List.of();
    }
    double counts = meter.median(THREADS, () -> lookups.count(key(), 1, LIFE) > 0 ? 1 : 0);
    double reads = meter.median(THREADS, () -> lookups.counter(key()) >= 0 ? 1 : 0);
    return List.of(
        new Result(name(), store.name(), Map.of())
            .with("counts per s", counts)
            .with("reads per s", reads));
  }

  private static byte[] key() {
    return Records.key(ThreadLocalRandom.current().nextLong(KEYS));
  }
}

package org.mailkeep.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Reads records that lie in memory: at random, one by one, and in order.
record ReadLoad() implements StoreLoad {
  private static final int RECORDS = 20_000;
  private static final int AT_ONCE = 500;
  private static final int READERS = 10;
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public List<Result> run(OpenStore store, Meter meter) throws Exception {
    OpenStore.Data data = store.data();
    if (data == null) {
      return List.of();
    }
    fill(data);
    Bare bare = data.bare();
    Meter.Comparison gets = meter.compare(READERS, () -> get(data), READERS, () -> bareGet(bare));
    Meter.Comparison scans =
        meter.compare(READERS, () -> scan(data), READERS, () -> bare.scan(first(), AT_ONCE));
    return List.of(
        new Result("gets, " + READERS + " readers", store.name(), Map.of())
            .with("per s", gets.ours())
            .with("bare, per s", gets.bare())
            .with("ratio", gets.ratio()),
        new Result("scans of " + AT_ONCE + " records", store.name(), Map.of())
            .with("MB/s", scans.ours() / MEGABYTE)
            .with("bare, MB/s", scans.bare() / MEGABYTE)
            .with("ratio", scans.ratio()));
  }

  private static void fill(OpenStore.Data data) throws Exception {
    for (long first = 1; first <= RECORDS; first += AT_ONCE) {
      var batch = new Batch();
      for (long number = first; number < first + AT_ONCE; number++) {
        batch.put(Subspace.EMAIL, Records.key(number), Records.value(number));
      }
      data.backend().commit(batch);
      data.bare().commit(first, AT_ONCE);
    }
  }

  private static long get(OpenStore.Data data) {
    long number = ThreadLocalRandom.current().nextLong(1, RECORDS + 1);
    if (data.backend().get(Subspace.EMAIL, Records.key(number)) == null) {
      throw new IllegalStateException("record " + number + " is missing");
    }
    return 1;
  }

  private static long bareGet(Bare bare) throws Exception {
    bare.get(ThreadLocalRandom.current().nextLong(1, RECORDS + 1));
    return 1;
  }

  private static long scan(OpenStore.Data data) {
    var range = new Range(Records.key(first()), null);
    long octets = 0;
    for (Entry entry : data.backend().scan(Subspace.EMAIL, range, Direction.UP, AT_ONCE)) {
      octets += entry.key().length + entry.value().length;
    }
    return octets;
  }

  private static long first() {
    return ThreadLocalRandom.current().nextLong(1, RECORDS - AT_ONCE);
  }
}

package org.mailkeep.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Subspace;

/// Writers who each commit one new record after the other, durably.
///
/// @param writers at the same time
record CommitLoad(int writers) implements StoreLoad {
  private static final AtomicLong NUMBERS = new AtomicLong(1L << 32);

  @Override
  public String name() {
    return "commits, %d writer%s".formatted(writers, writers == 1 ? "" : "s");
  }

  @Override
  public List<Result> run(OpenStore store, Meter meter) throws Exception {
    OpenStore.Data data = store.data();
    if (data == null) {
      return List.of();
    }
    int group = group(data, meter);
    Bare bare = data.bare();
    int each = bare.inGroups() ? group : 1;
    Meter.Work theirs =
        () -> {
          bare.commit(NUMBERS.getAndAdd(each), each);
          return each;
        };
    Meter.Comparison rates =
        meter.compare(writers, () -> commit(data), bare.inGroups() ? 1 : writers, theirs);
    return List.of(
        new Result(name(), store.name(), Map.of())
            .with("per s", rates.ours())
            .with("at once", group)
            .with("bare, per s", rates.bare())
            .with("ratio", rates.ratio()));
  }

  /// How many commits share a flush.
  private int group(OpenStore.Data data, Meter meter) throws Exception {
    var commits = new AtomicLong();
    long before = data.groups().getAsLong();
    meter.rate(
        writers,
        () -> {
          commits.incrementAndGet();
          return commit(data);
        });
    double groups = (double) data.groups().getAsLong() - before;
    return (int) Math.max(1, Math.round(commits.get() / groups));
  }

  private static long commit(OpenStore.Data data) {
    long number = NUMBERS.getAndIncrement();
    Commit commit =
        data.backend()
            .commit(new Batch().put(Subspace.EMAIL, Records.key(number), Records.value(number)));
    return switch (commit) {
      case Commit.Committed() -> 1;
      case Commit.Conflict _ -> throw new IllegalStateException("record " + number + " conflicts");
    };
  }
}

package org.mailkeep.store.foundationdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.spi.CommitQueue;

/// Stores over clusters in memory.
final class FakeBackends {
  private FakeBackends() {}

  static FoundationDbBackend on(FakeCluster cluster) {
    return on(cluster, OptionalInt.empty());
  }

  static FoundationDbBackend on(FakeCluster cluster, OptionalInt retries) {
    var limits =
        new FoundationDbConfig.Limits(Duration.ofSeconds(10), retries, Duration.ofSeconds(1));
    var config =
        new FoundationDbConfig(
            "main",
            Path.of("fdb.cluster"),
            "",
            limits,
            FoundationDbConfig.Place.UNKNOWN,
            CommitQueue.DEFAULT);
    return FoundationDbBackend.over(config, cluster.database(), Chance.secure(), () -> {});
  }
}

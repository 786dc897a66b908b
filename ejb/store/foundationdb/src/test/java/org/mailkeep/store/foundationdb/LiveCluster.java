package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.Transaction;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.api.spi.DataBackend;

/// The cluster that tests may use: that of the system property `foundationdb.cluster-file`, or of
/// the environment's `FDB_CLUSTER_FILE`. They write behind a prefix of their own and clear it
/// first.
final class LiveCluster {
  private LiveCluster() {}

  /// Whether there is one.
  static boolean isConfigured() {
    return file() != null;
  }

  /// An empty store there.
  ///
  /// @param prefix one that no other store of the test has
  static DataBackend empty(String prefix) {
    String file = Optional.ofNullable(file()).orElseThrow();
    var config =
        new FoundationDbConfig(
            "live",
            Path.of(file),
            "mailkeep-test-" + prefix,
            FoundationDbConfig.Limits.DEFAULT,
            FoundationDbConfig.Place.UNKNOWN,
            CommitQueue.DEFAULT);
    // The last store that is closed would end the client for good.
    Database database = NativeClient.open(config);
    try (Transaction transaction = database.createTransaction()) {
      transaction.clear(new KeySpace(config.prefix()).whole());
      transaction.commit().join();
    }
    return FoundationDbBackend.open(config);
  }

  private static @Nullable String file() {
    String property = System.getProperty("foundationdb.cluster-file");
    return property == null ? System.getenv("FDB_CLUSTER_FILE") : property;
  }
}

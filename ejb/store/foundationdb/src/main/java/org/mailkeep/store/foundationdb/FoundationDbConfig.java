package org.mailkeep.store.foundationdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailkeep.store.api.spi.CommitQueue;

/// How a store in a cluster is opened.
///
/// @param id of the store in the settings
/// @param clusterFile tells where the cluster is
/// @param prefix keeps this store's keys apart from others' in the cluster
/// @param limits of transactions
/// @param place where this process runs, for the cluster's balance
/// @param queue how commits wait
public record FoundationDbConfig(
    String id, Path clusterFile, String prefix, Limits limits, Place place, CommitQueue queue) {

  /// Where the cluster file lies when nobody says otherwise.
  public static final Path CLUSTER_FILE = Path.of("/etc/foundationdb/fdb.cluster");

  /// What a transaction may take.
  ///
  /// @param timeout of all its attempts together
  /// @param retries of attempts; empty for as many as the time allows
  /// @param longestPause between two attempts
  public record Limits(Duration timeout, OptionalInt retries, Duration longestPause) {
    /// Ten seconds.
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(10), OptionalInt.empty(), Duration.ofSeconds(1));

    public Limits {
      if (timeout.toMillis() < 1 || longestPause.isNegative()) {
        throw new IllegalArgumentException(timeout + ", pause of " + longestPause);
      }
    }
  }

  /// Where this process runs.
  ///
  /// @param machine its machine's id
  /// @param datacenter its data centre's id
  public record Place(Optional<String> machine, Optional<String> datacenter) {
    /// Nobody says.
    public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());
  }

  /// A cluster with nothing special about it.
  public static FoundationDbConfig of(String id, Path clusterFile) {
    return new FoundationDbConfig(
        id, clusterFile, "", Limits.DEFAULT, Place.UNKNOWN, CommitQueue.DEFAULT);
  }
}

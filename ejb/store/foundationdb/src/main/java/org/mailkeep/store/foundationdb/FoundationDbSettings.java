package org.mailkeep.store.foundationdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of FoundationDB clusters.
public final class FoundationDbSettings {
  /// Where the cluster is.
  public static final Setting<Path> CLUSTER_FILE =
      Setting.path("store.<id>.cluster-file")
          .unsetMeans("`path`, or else `/etc/foundationdb/fdb.cluster`")
          .onRestart()
          .says("The file that tells where a FoundationDB cluster is.");

  /// How long a transaction may take.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("store.<id>.transaction.timeout")
          .or(FoundationDbConfig.Limits.DEFAULT.timeout())
          .onRestart()
          .says("How long a transaction of FoundationDB may take, with all its attempts.");

  /// How often it is tried.
  public static final Setting<Integer> RETRIES =
      Setting.integer("store.<id>.transaction.retry-limit", 0, 1_000_000)
          .unsetMeans("as often as the time allows")
          .onRestart()
          .says("How often a transaction of FoundationDB is tried again.");

  /// The longest pause.
  public static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration("store.<id>.transaction.max-retry-delay")
          .or(FoundationDbConfig.Limits.DEFAULT.longestPause())
          .onRestart()
          .says("The longest pause before a transaction of FoundationDB is tried again.");

  /// Where we run.
  public static final Setting<String> MACHINE =
      Setting.text("store.<id>.ids.machine")
          .formerly("store.<id>.transaction.machine-id")
          .unsetMeans("none")
          .onRestart()
          .says("The id of this machine, by which FoundationDB prefers servers that are near.");

  /// Where our machine stands.
  public static final Setting<String> DATACENTER =
      Setting.text("store.<id>.ids.datacenter")
          .formerly("store.<id>.transaction.datacenter-id")
          .formerly("store.<id>.transaction.data-center-id")
          .unsetMeans("none")
          .onRestart()
          .says("The id of this data centre, by which FoundationDB prefers servers that are near.");

  /// What is asked about a cluster.
  public static final Form FORM =
      Form.of("store", StoreSettings.Type.FOUNDATIONDB, Question.optional(CLUSTER_FILE));

  private FoundationDbSettings() {}

  /// How a store is opened.
  ///
  /// @param id of a store of this type
  /// @param home the instance's folder
  public static FoundationDbConfig config(Configuration configuration, String id, Path home) {
    return new FoundationDbConfig(
        id,
        clusterFile(configuration, id, home),
        configuration.get(StoreSettings.PREFIX, id),
        new FoundationDbConfig.Limits(
            configuration.get(TIMEOUT, id),
            configuration.find(RETRIES, id).stream().mapToInt(Integer::intValue).findFirst(),
            configuration.get(LONGEST_PAUSE, id)),
        new FoundationDbConfig.Place(
            configuration.find(MACHINE, id), configuration.find(DATACENTER, id)),
        StoreSettings.commitQueue(configuration, id));
  }

  private static Path clusterFile(Configuration configuration, String id, Path home) {
    Optional<Path> named = configuration.find(CLUSTER_FILE, id);
    if (named.isEmpty() && configuration.isSet(StoreSettings.PATH, id)) {
      named = configuration.find(StoreSettings.PATH, id);
    }
    return home.resolve(named.orElse(FoundationDbConfig.CLUSTER_FILE));
  }
}

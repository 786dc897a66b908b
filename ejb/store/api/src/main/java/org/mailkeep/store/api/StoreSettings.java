package org.mailkeep.store.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;

/// `store.<id>.*` as far as all stores share it, and `storage.*`: which store serves which role.
/// When a file names no store, an embedded one in the instance's folder `data` serves all.
public final class StoreSettings {
  /// The id of the store that there is when a file names none.
  public static final String EMBEDDED = "rocksdb";

  /// The kinds of stores.
  public enum Type {
    /// Embedded files: data, blobs, look-ups.
    ROCKSDB,
    /// The process's memory: look-ups of one node.
    MEMORY
  }

  /// How a store compresses.
  public enum Compression {
    /// Not at all.
    NONE,
    /// By LZ4: quick, for texts.
    LZ4
  }

  /// What a store is.
  public static final Setting<Type> TYPE =
      Setting.choice("store.<id>.type", Type.class)
          .required()
          .onRestart()
          .says("The kind of store.");

  /// Where its files lie.
  public static final Setting<Path> PATH =
      Setting.path("store.<id>.path")
          .or(Path.of("data"))
          .onRestart()
          .says("Folder of an embedded store; a relative one starts at the instance's folder.");

  /// How it compresses.
  public static final Setting<Compression> COMPRESSION =
      Setting.choice("store.<id>.compression", Compression.class)
          .or(Compression.NONE)
          .onRestart()
          .says("How files are compressed; what is stored already stays as it is.");

  /// Who serves the data role.
  public static final Setting<String> DATA =
      Setting.text("storage.data")
          .idOf("store")
          .unsetMeans("an embedded store in the instance's folder `data`")
          .onRestart()
          .says("The store of accounts, mailboxes, the queue and all other records.");

  /// Who serves the blob role.
  public static final Setting<String> BLOB =
      Setting.text("storage.blob")
          .idOf("store")
          .unsetMeans("the store of `storage.data`")
          .onRestart()
          .says("The store of messages and scripts.");

  /// Who serves the lookup role.
  public static final Setting<String> LOOKUP =
      Setting.text("storage.lookup")
          .idOf("store")
          .unsetMeans("the store of `storage.data`")
          .onRestart()
          .says("The store of counters, rate limits, locks and other short-lived facts.");

  /// How blobs are cut.
  public static final Setting<Integer> CHUNK =
      Setting.integer("blob.chunk-size", 1_024, Batch.MAX_VALUE)
          .or(BlobLimits.DEFAULT.chunk())
          .onRestart()
          .says(
              "Octets of the pieces in which messages are stored. Each message that is being"
                  + " received holds one in memory.");

  /// How long octets stay that nobody refers to.
  public static final Setting<Duration> RESERVATION =
      Setting.duration("blob.reservation")
          .or(BlobLimits.DEFAULT.reservation())
          .onRestart()
          .says(
              "How long a message's octets stay when nobody refers to them: received but not yet"
                  + " accepted, or deleted while somebody may still read them. At least 1s.");

  /// How many entries a lookup store in memory holds.
  public static final Setting<Integer> LOOKUP_ENTRIES =
      Setting.integer("store.<id>.entries", 1_000, 100_000_000)
          .or(1_000_000)
          .onRestart()
          .says("The most entries that a lookup store in memory holds.");

  /// What counts as slow.
  public static final Setting<Duration> SLOW =
      Setting.duration("store.<id>.slow")
          .or(Duration.ofSeconds(1))
          .onRestart()
          .says("A read or commit that takes longer is told of in the log.");

  /// Roles go to stores that can serve them.
  public static final SettingRule ROLES =
      (configuration, problems) -> {
        configuration
            .find(DATA)
            .filter(id -> configuration.find(TYPE, id).equals(Optional.of(Type.MEMORY)))
            .ifPresent(id ->
                problems.accept(
                    configuration.problem(
                        "store `" + id + "` forgets all when the server stops", DATA)));
        configuration
            .find(BLOB)
            .filter(id -> !configuration.find(DATA).orElse(EMBEDDED).equals(id))
            .ifPresent(_ ->
                problems.accept(configuration.problem("must be the same as storage.data", BLOB)));
        if (configuration.get(RESERVATION).compareTo(Duration.ofSeconds(1)) < 0) {
          problems.accept(configuration.problem("must be at least 1s", RESERVATION));
        }
      };

  private StoreSettings() {}

  /// The id of the data role's store.
  public static String data(Configuration configuration) {
    return configuration.find(DATA).orElse(EMBEDDED);
  }

  /// The id of the lookup role's store.
  public static String lookup(Configuration configuration) {
    return configuration.find(LOOKUP).orElseGet(() -> data(configuration));
  }

  /// The kind of a store.
  ///
  /// @param id of the file, or [#EMBEDDED]
  public static Type type(Configuration configuration, String id) {
    return configuration.find(TYPE, id).orElse(Type.ROCKSDB);
  }

  /// How blobs are cut and kept.
  public static BlobLimits blobLimits(Configuration configuration) {
    return new BlobLimits(configuration.get(CHUNK), configuration.get(RESERVATION));
  }
}

package org.mailkeep.store.rocksdb;

import java.nio.file.Path;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of embedded stores.
public final class RocksDbSettings {
  /// Which values become blob files.
  public static final Setting<DataSize> MIN_BLOB_SIZE =
      Setting.size("store.<id>.min-blob-size")
          .or(new DataSize(16_834))
          .formerly("store.<id>.settings.min-blob-size")
          .onRestart()
          .says("Pieces of messages of at least this size lie in blob files of an embedded store.");

  /// What is gathered in memory.
  public static final Setting<DataSize> WRITE_BUFFER_SIZE =
      Setting.size("store.<id>.write-buffer-size")
          .or(new DataSize(128L << 20))
          .formerly("store.<id>.settings.write-buffer-size")
          .onRestart()
          .says("What an embedded store gathers in memory before it writes a sorted file.");

  /// What is kept in memory.
  public static final Setting<DataSize> CACHE_SIZE =
      Setting.size("store.<id>.cache-size")
          .or(new DataSize(128L << 20))
          .onRestart()
          .says("What an embedded store keeps of its files in memory.");

  /// Who merges files.
  public static final Setting<Integer> WORKERS =
      Setting.integer("store.<id>.pool.workers", 1, 64)
          .or(2)
          .onRestart()
          .says(
              "Threads that write and merge the files of an embedded store; at least 2 are used."
                  + " Not as many as processors, as in older versions: one thread commits, and"
                  + " these follow it.");

  /// Whether commits are flushed.
  public static final Setting<Boolean> FLUSH =
      Setting.bool("store.<id>.flush")
          .or(true)
          .onRestart()
          .says(
              "Whether a commit is on stable storage before mail is acknowledged. With false a"
                  + " power failure loses acknowledged mail: for experiments only.");

  /// What is asked about an embedded store.
  public static final Form FORM =
      Form.of("store", StoreSettings.Type.ROCKSDB, Question.optional(StoreSettings.PATH));

  private RocksDbSettings() {}

  /// How a store is opened.
  ///
  /// @param id of the file, or [StoreSettings#EMBEDDED]
  /// @param home the instance's folder
  public static RocksDbConfig config(Configuration configuration, String id, Path home) {
    return new RocksDbConfig(
        home.resolve(configuration.get(StoreSettings.PATH, id)),
        configuration.get(MIN_BLOB_SIZE, id),
        configuration.get(WRITE_BUFFER_SIZE, id),
        configuration.get(CACHE_SIZE, id),
        configuration.get(WORKERS, id),
        configuration.get(StoreSettings.COMPRESSION, id),
        StoreSettings.commitQueue(configuration, id),
        configuration.get(FLUSH, id));
  }
}

package org.mailkeep.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;

/// The files of a store, and the present opening of them.
///
/// After a failed write RocksDB takes no more. When the folder takes octets again, the files are
/// opened anew; until then they are read as before, and commits fail as the first one did.
final class Files implements Groups.Restorable {
  private static final System.Logger LOG = System.getLogger(Files.class.getName());
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int PROBE_OCTETS = 4 << 20;

  private final RocksDbConfig config;
  private volatile Database database;

  /// Why the last write failed; the committer's alone.
  private @Nullable StoreException failure;

  private long nextTry;

  private Files(RocksDbConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  static Files open(RocksDbConfig config) {
    try {
      java.nio.file.Files.createDirectories(config.path());
    } catch (IOException e) {
      throw new StoreException.Unavailable("rocksdb: make " + config.path(), e);
    }
    return new Files(config, Database.open(config));
  }

  Database database() {
    return database;
  }

  void close() {
    database.close();
  }

  @Override
  public Database writable() {
    StoreException reason = failure;
    if (reason != null) {
      if (System.nanoTime() - nextTry < 0) {
        throw reason;
      }
      nextTry = System.nanoTime() + PAUSE_NANOS;
      probe(reason);
      LOG.log(System.Logger.Level.INFO, "rocksdb: opening {0} anew", config.path());
      database.abandon();
      database = Database.open(config);
      failure = null;
    }
    return database;
  }

  @Override
  public void failed(StoreException reason) {
    LOG.log(System.Logger.Level.ERROR, "rocksdb: a write failed", reason);
    failure = reason;
    nextTry = System.nanoTime();
  }

  /// Finds out whether the folder takes octets and flushes them.
  private void probe(StoreException reason) {
    Path file = config.path().resolve("probe.tmp");
    try {
      try (var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        var octets = ByteBuffer.allocate(PROBE_OCTETS);
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
        channel.force(true);
      } finally {
        java.nio.file.Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw reason;
    }
  }
}

package org.mailkeep.store.rocksdb;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.DataBackend;

/// The embedded store: files of one process. Reads run on the caller's thread, commits on the
/// [Committer].
public final class RocksDbBackend implements DataBackend {
  private final Files files;
  private final Committer committer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RocksDbBackend(Files files, Committer committer) {
    this.files = files;
    this.committer = committer;
  }

  /// Opens the files, making them when they are missing.
  ///
  /// @throws StoreException when they cannot be opened, as when another process has them
  public static RocksDbBackend open(RocksDbConfig config) {
    var files = Files.open(config);
    return new RocksDbBackend(
        files,
        new Committer(
            new Groups(files),
            config.queue(),
            "rocksdb",
            "rocksdb " + config.path().getFileName()));
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return files.database().get(null, space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return files.database().get(null, space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return files.database().scan(null, space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    return new RocksDbSnapshot(files.database());
  }

  @Override
  public Commit commit(Batch batch) {
    return committer.commit(batch, true);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return committer.commit(batch, false);
  }

  /// How many groups of commits it has written so far, each with one flush.
  public long groups() {
    return committer.groups();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      committer.close();
      files.close();
    }
  }
}

package org.mailkeep.store.rocksdb;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.rocksdb.ReadOptions;

/// A native snapshot. Used by one thread at a time.
final class RocksDbSnapshot implements Snapshot {
  private final Database database;
  private final org.rocksdb.Snapshot snapshot;
  private final ReadOptions view;
  private final AtomicBoolean closed = new AtomicBoolean();

  RocksDbSnapshot(Database database) {
    this.database = database;
    this.snapshot = database.snapshot();
    this.view = new ReadOptions().setSnapshot(snapshot);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    check();
    return database.get(view, space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    check();
    return database.get(view, space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    check();
    return database.scan(snapshot, space, range, direction, limit);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      view.close();
      database.release(snapshot);
    }
  }

  private void check() {
    if (closed.get()) {
      throw new StoreException.Unavailable("the snapshot is closed");
    }
  }
}

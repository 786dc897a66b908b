package org.mailkeep.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

/// A store in memory that can fail when something is removed: as if the process had died before.
final class FailingDeletes implements DataBackend {
  private final MemoryBackend backend = new MemoryBackend();
  private volatile boolean failing;

  void fail(boolean fails) {
    failing = fails;
  }

  @Override
  public Commit commit(Batch batch) {
    if (failing && batch.mutations().stream().anyMatch(Mutation.Delete.class::isInstance)) {
      throw new StoreException.Unavailable("it dies here");
    }
    return backend.commit(batch);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return backend.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return backend.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return backend.scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    return backend.snapshot();
  }

  @Override
  public void close() {
    backend.close();
  }
}

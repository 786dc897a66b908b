package org.mailkeep.queue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Counts commits, and dies with the process at one of them: what comes later fails.
final class CountingBackend implements DataBackend {
  private final DataBackend backend;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile int dieAt = Integer.MAX_VALUE;
  private volatile boolean written;
  private volatile boolean dead;

  CountingBackend(DataBackend backend) {
    this.backend = backend;
  }

  /// Dies at a commit, counted from one.
  ///
  /// @param writing whether that commit still happens, though nobody learns of it
  CountingBackend dyingAt(int commit, boolean writing) {
    dieAt = commit;
    written = writing;
    return this;
  }

  boolean dead() {
    return dead;
  }

  void die() {
    dead = true;
  }

  int commits() {
    return commits.get();
  }

  int reads() {
    return reads.get();
  }

  @Override
  public Commit commit(Batch batch) {
    alive();
    if (commits.incrementAndGet() >= dieAt) {
      synchronized (this) {
        alive();
        if (written) {
          backend.commit(batch);
        }
        dead = true;
      }
      alive();
    }
    return backend.commit(batch);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    alive();
    return backend.writeAhead(batch);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    alive();
    reads.incrementAndGet();
    return backend.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    alive();
    reads.incrementAndGet();
    return backend.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    alive();
    reads.incrementAndGet();
    return backend.scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    alive();
    return backend.snapshot();
  }

  @Override
  public void close() {
    dead = true;
  }

  private void alive() {
    if (dead) {
      throw new StoreException.Unavailable("the process is dead, as a test wants");
    }
  }
}

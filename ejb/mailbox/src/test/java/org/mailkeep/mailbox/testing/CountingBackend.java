package org.mailkeep.mailbox.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// Counts what is asked of a backend, and lets a test step in before a commit.
public final class CountingBackend implements DataBackend {
  private final DataBackend backend;

  /// Batches that were committed.
  public final AtomicInteger commits = new AtomicInteger();

  /// Keys that were read one by one or in lists.
  public final AtomicInteger gets = new AtomicInteger();

  /// Ranges that were read, also in snapshots.
  public final AtomicInteger scans = new AtomicInteger();

  /// Entries that ranges brought, but for those of snapshots.
  public final AtomicInteger entries = new AtomicInteger();

  /// Mutations of the last batch.
  public final AtomicInteger mutations = new AtomicInteger();

  private final AtomicReference<@Nullable UnaryOperator<Batch>> nextCommit =
      new AtomicReference<>();

  /// @param backend does the work
  public CountingBackend(DataBackend backend) {
    this.backend = backend;
  }

  /// Runs once, before the next commit, and may replace or refuse its batch.
  public void beforeNextCommit(UnaryOperator<Batch> step) {
    nextCommit.set(step);
  }

  /// Begins to count anew.
  public void reset() {
    commits.set(0);
    gets.set(0);
    scans.set(0);
    entries.set(0);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    gets.incrementAndGet();
    return backend.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    gets.addAndGet(keys.size());
    return backend.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    scans.incrementAndGet();
    List<Entry> found = backend.scan(space, range, direction, limit);
    entries.addAndGet(found.size());
    return found;
  }

  @Override
  public Snapshot snapshot() {
    scans.incrementAndGet();
    return backend.snapshot();
  }

  @Override
  public Commit commit(Batch batch) {
    UnaryOperator<Batch> step = nextCommit.getAndSet(null);
    Batch now = step == null ? batch : step.apply(batch);
    commits.incrementAndGet();
    mutations.set(now.mutations().size());
    return backend.commit(now);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return backend.writeAhead(batch);
  }

  @Override
  public void close() {
    backend.close();
  }
}

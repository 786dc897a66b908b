package org.mailkeep.store.api.contract;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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

/// A backend that fails while it is told to.
public final class FailingBackend implements DataBackend {
  private final DataBackend backend;
  private final AtomicReference<@Nullable Supplier<StoreException>> reads = new AtomicReference<>();
  private final AtomicReference<@Nullable Supplier<StoreException>> writes =
      new AtomicReference<>();

  /// Works as the other does until it is told to fail.
  public FailingBackend(DataBackend backend) {
    this.backend = backend;
  }

  /// Fails all from now on; null ends it.
  public void failAll(@Nullable Supplier<StoreException> failure) {
    failReads(failure);
    failWrites(failure);
  }

  /// Fails gets, scans and snapshots from now on; null ends it.
  public void failReads(@Nullable Supplier<StoreException> failure) {
    reads.set(failure);
  }

  /// Fails commits from now on, before anything is written; null ends it.
  public void failWrites(@Nullable Supplier<StoreException> failure) {
    writes.set(failure);
  }

  /// A store that is down.
  public static StoreException unavailable() {
    return new StoreException.Unavailable("the store is down, as a test wants");
  }

  /// A store without room.
  public static StoreException full() {
    return new StoreException.Full(
        "the store is full, as a test wants", new java.io.IOException("No space left on device"));
  }

  /// A record that cannot be read.
  public static StoreException corrupt() {
    return new StoreException.Corrupt("a record is corrupt, as a test wants");
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    check(reads);
    return backend.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    check(reads);
    return backend.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    check(reads);
    return backend.scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    check(reads);
    return new FailingSnapshot(backend.snapshot());
  }

  @Override
  public Commit commit(Batch batch) {
    check(writes);
    return backend.commit(batch);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    check(writes);
    return backend.writeAhead(batch);
  }

  @Override
  public void close() {
    backend.close();
  }

  /// Reads of a view fail as those of now do.
  private final class FailingSnapshot implements Snapshot {
    private final Snapshot snapshot;

    FailingSnapshot(Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public byte @Nullable [] get(Subspace space, byte[] key) {
      check(reads);
      return snapshot.get(space, key);
    }

    @Override
    public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
      check(reads);
      return snapshot.get(space, keys);
    }

    @Override
    public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
      check(reads);
      return snapshot.scan(space, range, direction, limit);
    }

    @Override
    public void close() {
      snapshot.close();
    }
  }

  private static void check(AtomicReference<@Nullable Supplier<StoreException>> failure) {
    Supplier<StoreException> now = failure.get();
    if (now != null) {
      throw now.get();
    }
  }
}

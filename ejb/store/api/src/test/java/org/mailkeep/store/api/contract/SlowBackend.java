package org.mailkeep.store.api.contract;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

/// A backend whose every call waits while it is held, at most for a time-out; then it is
/// unavailable.
public final class SlowBackend implements DataBackend {
  private final DataBackend backend;
  private final long timeoutMillis;
  private final AtomicReference<@Nullable CountDownLatch> gate = new AtomicReference<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param timeoutMillis after which a call that waits fails
  public SlowBackend(DataBackend backend, long timeoutMillis) {
    this.backend = backend;
    this.timeoutMillis = timeoutMillis;
  }

  /// Lets calls wait from now on.
  public void hold() {
    gate.compareAndSet(null, new CountDownLatch(1));
  }

  /// Lets them go on.
  public void release() {
    CountDownLatch held = gate.getAndSet(null);
    if (held != null) {
      held.countDown();
    }
  }

  /// How many calls wait now.
  public int waiting() {
    return waiting.get();
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    pass();
    return backend.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    pass();
    return backend.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    pass();
    return backend.scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    pass();
    return backend.snapshot();
  }

  @Override
  public Commit commit(Batch batch) {
    pass();
    return backend.commit(batch);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    pass();
    return backend.writeAhead(batch);
  }

  @Override
  public void close() {
    release();
    backend.close();
  }

  private void pass() {
    CountDownLatch held = gate.get();
    if (held == null) {
      return;
    }
    waiting.incrementAndGet();
    try {
      if (!held.await(timeoutMillis, TimeUnit.MILLISECONDS)) {
        throw new StoreException.Unavailable("the store is slow, as a test wants");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    } finally {
      waiting.decrementAndGet();
    }
  }
}

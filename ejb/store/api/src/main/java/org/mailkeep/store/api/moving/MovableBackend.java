package org.mailkeep.store.api.moving;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

/// A backend that can be exchanged for another one which holds the same, while it is used. Whoever
/// moves it hears of each key that commits change, and may have commits wait.
///
/// Reads are never held up. One that has begun on the old backend ends there: nothing changes in it
/// any more, and a commit that builds on what was read there meets the same in the new one.
public final class MovableBackend implements DataBackend {
  private final CommitGate gate = new CommitGate();
  private final Duration patience;
  private volatile DataBackend now;
  private volatile @Nullable Changes changes;
  private volatile long slowdownNanos;

  /// @param first which serves until it is exchanged
  /// @param patience how long a commit waits while commits have to; then it fails as unavailable
  public MovableBackend(DataBackend first, Duration patience) {
    this.now = first;
    this.patience = patience;
  }

  /// The one that serves now.
  public DataBackend now() {
    return now;
  }

  /// Begins to remember which keys commits change: those of each that has not ended yet.
  ///
  /// @param most keys that are remembered one by one
  /// @throws IllegalStateException when they are remembered already
  synchronized Changes track(int most) {
    if (changes != null) {
      throw new IllegalStateException("it is being moved already");
    }
    var fresh = new Changes(most);
    changes = fresh;
    return fresh;
  }

  /// Ends [#track] and [#slow].
  synchronized void untrack() {
    changes = null;
    slowdownNanos = 0;
  }

  /// Has each commit wait before it begins.
  void slow(Duration each) {
    slowdownNanos = each.toNanos();
  }

  /// By how much each commit is slowed down now.
  public Duration slowdown() {
    return Duration.ofNanos(slowdownNanos);
  }

  /// Has commits wait from now on.
  ///
  /// @param most how long those that have begun may take; none waits any more when they take longer
  /// @return whether none is under way any more
  boolean stop(Duration most) throws InterruptedException {
    return gate.shut(most);
  }

  /// Lets commits go on.
  void goOn() {
    gate.open();
  }

  /// Exchanges the backend, which holds the same, while commits wait.
  void become(DataBackend next) {
    now = next;
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return now.get(space, key);
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return now.get(space, keys);
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return now.scan(space, range, direction, limit);
  }

  @Override
  public Snapshot snapshot() {
    return now.snapshot();
  }

  @Override
  public Commit commit(Batch batch) {
    return commit(batch, true);
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return commit(batch, false);
  }

  /// Closes the one that serves now.
  @Override
  public void close() {
    now.close();
  }

  private Commit commit(Batch batch, boolean durable) {
    enter();
    try {
      boolean changed = true;
      try {
        Commit end = durable ? now.commit(batch) : now.writeAhead(batch);
        changed = end instanceof Commit.Committed;
        return end;
      } finally {
        // One that failed may have happened all the same.
        Changes listener = changes;
        if (listener != null && changed) {
          listener.add(batch);
        }
      }
    } finally {
      gate.leave();
    }
  }

  private void enter() {
    long slowdown = slowdownNanos;
    if (slowdown > 0) {
      LockSupport.parkNanos(slowdown);
    }
    try {
      if (!gate.enter(patience)) {
        throw new StoreException.Unavailable("the store is being exchanged for another one");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while the store was exchanged", e);
    }
  }
}

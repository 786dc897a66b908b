package org.mailkeep.store.api.moving;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact.Kind;
import org.mailkeep.store.api.spi.LookupFact.Place;

/// A lookup store that can be exchanged for another one which holds the same, while it is used.
/// Whoever moves it hears of each place that changes, and may have changes wait. Reads never wait.
public final class MovableLookup implements LookupStore {
  private final CommitGate gate = new CommitGate();
  private final Duration patience;
  private volatile LookupBackend now;
  private volatile @Nullable LookupChanges changes;

  /// @param first which serves until it is exchanged
  /// @param patience how long a change waits while changes have to; then it fails as unavailable
  public MovableLookup(LookupBackend first, Duration patience) {
    this.now = first;
    this.patience = patience;
  }

  /// The one that serves now.
  LookupBackend now() {
    return now;
  }

  /// Begins to remember what changes.
  ///
  /// @param most places that are remembered one by one
  synchronized LookupChanges track(int most) {
    if (changes != null) {
      throw new IllegalStateException("it is being moved already");
    }
    var fresh = new LookupChanges(most);
    changes = fresh;
    return fresh;
  }

  /// Ends [#track].
  synchronized void untrack() {
    changes = null;
  }

  /// Has changes wait from now on.
  ///
  /// @return whether none is under way any more
  boolean stop(Duration most) throws InterruptedException {
    return gate.shut(most);
  }

  /// Lets changes go on.
  void goOn() {
    gate.open();
  }

  /// Exchanges the store, while changes wait.
  void become(LookupBackend next) {
    now = next;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return now.get(key);
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    change(Kind.VALUE, key, () -> now.set(key, value, timeToLive));
  }

  @Override
  public void delete(byte[] key) {
    change(Kind.VALUE, key, () -> now.delete(key));
  }

  @Override
  public long counter(byte[] key) {
    return now.counter(key);
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return changed(Kind.COUNTER, key, () -> now.count(key, delta, timeToLive));
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    return changed(Kind.RATE, key, () -> now.admit(key, rate));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    return changed(Kind.LOCK, key, () -> now.lock(key, timeToLive));
  }

  @Override
  public boolean renew(Lock lock, Duration timeToLive) {
    return changed(Kind.LOCK, lock.key(), () -> now.renew(lock, timeToLive));
  }

  @Override
  public void unlock(Lock lock) {
    change(Kind.LOCK, lock.key(), () -> now.unlock(lock));
  }

  @Override
  public long purge(Progress progress) {
    return now.purge(progress);
  }

  private void change(Kind kind, byte[] key, Runnable action) {
    var _ =
        changed(
            kind,
            key,
            () -> {
              action.run();
              return true;
            });
  }

  private <T> T changed(Kind kind, byte[] key, Supplier<T> action) {
    enter();
    try {
      return action.get();
    } finally {
      // What failed may have happened all the same.
      LookupChanges listener = changes;
      if (listener != null) {
        listener.add(Place.of(kind, key));
      }
      gate.leave();
    }
  }

  private void enter() {
    try {
      if (!gate.enter(patience)) {
        throw new StoreException.Unavailable("the lookup store is being exchanged for another one");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while the lookup store was exchanged", e);
    }
  }
}

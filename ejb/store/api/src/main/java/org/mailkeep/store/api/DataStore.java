package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.DataBackend;

/// An ordered key-value store with optimistic batches. Safe for many threads.
///
/// A commit that returned [Commit.Committed] is on stable storage.
public final class DataStore implements Reader {
  private static final int ATTEMPTS = 40;
  private static final long PAUSE_NANOS = 100_000;

  private static final int FREE_ATTEMPTS = 3;
  private static final int LANES = 64;
  private static final int LANE_SECONDS = 5;

  private final DataBackend backend;
  private final ReentrantLock[] lanes = new ReentrantLock[LANES];

  /// @param backend which does the work; closed by whoever opened it
  public DataStore(DataBackend backend) {
    this.backend = backend;
    Arrays.setAll(lanes, _ -> new ReentrantLock(true));
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

  /// A consistent view of now.
  ///
  /// @throws StoreException when there is none to be had
  public Snapshot snapshot() {
    return backend.snapshot();
  }

  /// Does all of a batch, durably, or nothing.
  ///
  /// @throws StoreException when the store cannot say that it did
  public Commit commit(Batch batch) {
    return backend.commit(batch);
  }

  /// Does all of a batch, or nothing, visibly; it is on stable storage no later than the next
  /// commit. For what nobody was told of yet, such as the first parts of a blob.
  ///
  /// @throws StoreException when the store cannot say that it did
  public Commit writeAhead(Batch batch) {
    return backend.writeAhead(batch);
  }

  /// Runs work and commits what it wrote. On a conflict it runs again, a bounded number of times,
  /// so it must do nothing but read and add to its batch. Works that keep meeting conflicts over
  /// one key wait for each other.
  ///
  /// @throws StoreException.Contended when it met conflicts each time
  public <T> T write(Work<T> work) {
    return done(work, backend::commit);
  }

  /// The same, written ahead. A work that adds nothing to its batch costs no commit.
  ///
  /// @throws StoreException.Contended when it met conflicts each time
  public <T> T writeAhead(Work<T> work) {
    return done(
        work, batch -> batch.isEmpty() ? new Commit.Committed() : backend.writeAhead(batch));
  }

  private <T> T done(Work<T> work, Function<Batch, Commit> commit) {
    ReentrantLock lane = null;
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        var batch = new Batch();
        T result = work.run(this, batch);
        switch (commit.apply(batch)) {
          case Commit.Committed() -> {
            return result;
          }
          case Commit.Conflict(_, var key) -> {
            if (attempt > FREE_ATTEMPTS && lane == null) {
              lane = enter(key);
            }
            pause(attempt);
          }
        }
      }
    } finally {
      if (lane != null) {
        lane.unlock();
      }
    }
    throw new StoreException.Contended("conflicts in each of " + ATTEMPTS + " attempts");
  }

  /// The lane of those who contend for a key, or null when it is not to be had in time.
  private @Nullable ReentrantLock enter(byte[] key) {
    ReentrantLock lane = lanes[Math.floorMod(Arrays.hashCode(key), LANES)];
    try {
      return lane.tryLock(LANE_SECONDS, TimeUnit.SECONDS) ? lane : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted between attempts", e);
    }
  }

  /// Others on other nodes may need the time to get their commit through.
  private static void pause(int attempt) {
    if (attempt > 2 * FREE_ATTEMPTS) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE_NANOS));
    }
  }

  /// A unit of work.
  @FunctionalInterface
  public interface Work<T> {
    /// Reads, and says what to write.
    T run(Reader reader, Batch batch);
  }
}

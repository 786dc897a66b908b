package org.mailkeep.store.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.DataBackend;

/// An ordered key-value store with optimistic batches. Safe for many threads.
///
/// A commit that returned [Commit.Committed] is on stable storage.
public final class DataStore implements Reader {
  private static final int ATTEMPTS = 20;

  private final DataBackend backend;

  /// @param backend which does the work; closed by whoever opened it
  public DataStore(DataBackend backend) {
    this.backend = backend;
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

  /// Runs work and commits what it wrote. On a conflict it runs again, a bounded number of times,
  /// so it must do nothing but read and add to its batch.
  ///
  /// @throws StoreException.Contended when it met conflicts each time
  public <T> T write(Work<T> work) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var batch = new Batch();
      T result = work.run(this, batch);
      switch (backend.commit(batch)) {
        case Commit.Committed() -> {
          return result;
        }
        case Commit.Conflict _ -> Thread.onSpinWait();
      }
    }
    throw new StoreException.Contended("conflicts in each of " + ATTEMPTS + " attempts");
  }

  /// A unit of work.
  @FunctionalInterface
  public interface Work<T> {
    /// Reads, and says what to write.
    T run(Reader reader, Batch batch);
  }
}

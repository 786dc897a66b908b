package org.mailkeep.store.rocksdb;

import java.util.Arrays;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Overlay;
import org.mailkeep.store.api.spi.Resolution;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Batches that are written together. Each sees those before it.
final class Group implements AutoCloseable {
  private final Database database;
  private final WriteBatch writes = new WriteBatch();
  private final Overlay stored;
  private boolean durable;

  Group(Database database) {
    this.database = database;
    this.stored = new Overlay((space, key) -> database.get(null, space, key));
  }

  /// Adds a batch, unless a condition of it does not hold; then nothing of it is added.
  ///
  /// @param sync whether the group is to be on stable storage when it is written
  /// @throws StoreException when the batch cannot be checked; then nothing of it is added
  Commit add(Batch batch, boolean sync) throws RocksDBException {
    switch (Resolution.of(batch, stored)) {
      case Resolution.Conflicts(var conflict) -> {
        return conflict;
      }
      case Resolution.Applies(var mutations) -> {
        for (Mutation mutation : mutations) {
          apply(mutation);
        }
      }
    }
    durable |= sync;
    return new Commit.Committed();
  }

  /// Writes what was added.
  void write() throws RocksDBException {
    if (writes.count() > 0) {
      database.write(writes, durable);
    }
  }

  @Override
  public void close() {
    writes.close();
  }

  private void apply(Mutation mutation) throws RocksDBException {
    var family = database.places().family(mutation.space());
    switch (mutation) {
      case Mutation.Require _ -> {}
      case Mutation.Put(var space, var key, var value) -> {
        writes.put(family, Places.key(space, key), value);
        stored.put(space, key, value);
      }
      case Mutation.Delete(var space, var key) -> {
        writes.delete(family, Places.key(space, key));
        stored.delete(space, key);
      }
      case Mutation.DeleteRange(var space, var range) -> deleteRange(space, range);
      case Mutation.Add _ -> throw new IllegalStateException("sums are resolved before");
    }
  }

  private void deleteRange(Subspace space, Range range) throws RocksDBException {
    byte[] from = Places.key(space, range.from());
    byte[] to = Places.end(space, range.to());
    if (Arrays.compareUnsigned(from, to) < 0) {
      writes.deleteRange(database.places().family(space), from, to);
      stored.delete(space, range);
    }
  }
}

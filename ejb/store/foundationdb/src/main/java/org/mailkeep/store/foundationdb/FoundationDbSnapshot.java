package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// All reads at one version, which the cluster keeps for five seconds. Used by one thread at a
/// time.
final class FoundationDbSnapshot implements Snapshot {
  private final Cluster cluster;
  private final long version;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Transaction transaction;

  FoundationDbSnapshot(Cluster cluster) {
    this.cluster = cluster;
    this.version = cluster.read("snapshot", transaction -> transaction.getReadVersion().join());
    this.transaction = cluster.begin();
    transaction.setReadVersion(version);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return this.<byte @Nullable []>read(
        "get " + space, transaction -> Reads.get(transaction, cluster.keys(), space, key));
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return read(
        "get " + keys.size() + " of " + space,
        transaction -> Reads.get(transaction, cluster.keys(), space, keys));
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    var scan = new Reads.Scan(cluster.keys(), space, range, direction, limit);
    return read("scan " + space, scan::goOn);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      transaction.close();
    }
  }

  private <T extends @Nullable Object> T read(String tried, Cluster.Read<T> read) {
    if (closed.get()) {
      throw new StoreException.Unavailable("the snapshot is closed");
    }
    while (true) {
      try {
        return read.run(transaction.snapshot());
      } catch (CompletionException | FDBException e) {
        if (Failures.code(e) == Failures.TOO_OLD) {
          throw cluster.failure(tried, e);
        }
        transaction = cluster.again(transaction, tried, e);
        transaction.setReadVersion(version);
      }
    }
  }
}

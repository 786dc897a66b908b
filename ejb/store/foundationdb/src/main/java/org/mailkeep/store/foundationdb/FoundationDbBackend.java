package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.DataBackend;

/// A store in a FoundationDB cluster. Reads run on the caller's thread; commits on one [Committer],
/// which merges those that wait.
///
/// A scan is consistent unless it takes longer than the five seconds that a cluster keeps versions
/// for: then it goes on behind what it has, at a later version.
public final class FoundationDbBackend implements DataBackend {
  private static final int WRITER_OCTETS = 16;

  private final Cluster cluster;
  private final Marks marks;
  private final Committer committer;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FoundationDbBackend(Cluster cluster, Marks marks, Runnable end) {
    this.cluster = cluster;
    this.marks = marks;
    this.end = end;
    FoundationDbConfig config = cluster.config();
    this.committer =
        new Committer(
            new GroupWriter(cluster, marks), config.queue(), config.id(), "store " + config.id());
  }

  /// Opens a store.
  ///
  /// @throws StoreException when the client library is missing or the cluster does not answer;
  ///   names the setting
  public static FoundationDbBackend open(FoundationDbConfig config) {
    Database database = NativeClient.open(config);
    boolean open = false;
    try {
      FoundationDbBackend backend = over(config, database, Chance.secure(), NativeClient::release);
      open = true;
      return backend;
    } finally {
      if (!open) {
        database.close();
        NativeClient.release();
      }
    }
  }

  /// A store over a database that is open.
  ///
  /// @param end runs after the database was closed
  static FoundationDbBackend over(
      FoundationDbConfig config, Database database, Chance chance, Runnable end) {
    var cluster = new Cluster(config, database);
    var marks = new Marks(cluster.keys(), chance.octets(WRITER_OCTETS));
    try {
      transact(cluster, "connect", marks::sweep);
    } catch (StoreException e) {
      throw new StoreException.Unavailable(
          "store.%s.cluster-file: the cluster of %s cannot be used: %s"
              .formatted(config.id(), config.clusterFile(), e.getMessage()),
          e);
    }
    return new FoundationDbBackend(cluster, marks, end);
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    return cluster.<byte @Nullable []>read(
        "get " + space, transaction -> Reads.get(transaction, cluster.keys(), space, key));
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return cluster.read(
        "get " + keys.size() + " of " + space,
        transaction -> Reads.get(transaction, cluster.keys(), space, keys));
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    var scan = new Reads.Scan(cluster.keys(), space, range, direction, limit);
    return cluster.read("scan " + space, scan::next);
  }

  @Override
  public Snapshot snapshot() {
    return new FoundationDbSnapshot(cluster);
  }

  @Override
  public Commit commit(Batch batch) {
    return committer.commit(batch, true);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      committer.close();
      try {
        transact(cluster, "close", marks::end);
      } catch (StoreException e) {
        // A later writer sweeps the mark.
        System.getLogger(FoundationDbBackend.class.getName())
            .log(System.Logger.Level.DEBUG, e.getMessage());
      }
      cluster.close();
      end.run();
    }
  }

  /// Does what may happen twice.
  private static void transact(Cluster cluster, String tried, Consumer<Transaction> work) {
    Transaction transaction = cluster.begin();
    try {
      while (true) {
        try {
          work.accept(transaction);
          transaction.commit().join();
          return;
        } catch (CompletionException | FDBException e) {
          transaction = cluster.again(transaction, tried, e);
        }
      }
    } finally {
      transaction.close();
    }
  }
}

package org.mailkeep.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.Waiter;
import org.rocksdb.RocksDBException;

/// Checks each batch of a group against the store and those before it, writes them with one flush
/// and then answers each.
///
/// @param database where groups are written
record Groups(Restorable database) implements Committer.Writer {
  /// Where groups are written, and what makes it good again after a failure.
  interface Restorable {
    /// The database now, made good if the last write failed and it can be.
    ///
    /// @throws StoreException when it cannot be written to
    Database writable();

    /// Told of each failed write.
    void failed(StoreException reason);
  }

  @Override
  public void write(List<Waiter> waiters) {
    List<Runnable> answers = new ArrayList<>(waiters.size());
    try (var group = new Group(database.writable())) {
      for (Waiter waiter : waiters) {
        answers.add(add(group, waiter));
      }
      group.write();
    } catch (RocksDBException e) {
      StoreException reason = Failures.of("commit", e);
      database.failed(reason);
      waiters.forEach(waiter -> waiter.fail(reason));
      return;
    } catch (StoreException e) {
      waiters.forEach(waiter -> waiter.fail(e));
      return;
    }
    answers.forEach(Runnable::run);
  }

  /// Adds a batch to the group; its answer waits until the group is written.
  private static Runnable add(Group group, Waiter waiter) throws RocksDBException {
    try {
      Commit commit = group.add(waiter.batch(), waiter.durable());
      return () -> waiter.end(commit);
    } catch (StoreException e) {
      return () -> waiter.fail(e);
    }
  }
}

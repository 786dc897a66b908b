package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.DatabaseOptions;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.Transaction;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;

/// The connection to a cluster: transactions are tried again there as FoundationDB advises, within
/// the limits that they are given. Safe for many threads.
final class Cluster implements AutoCloseable {
  private final FoundationDbConfig config;
  private final Database database;
  private final KeySpace keys;
  private volatile boolean closed;

  Cluster(FoundationDbConfig config, Database database) {
    this.config = config;
    this.database = database;
    this.keys = new KeySpace(config.prefix());
    DatabaseOptions options = database.options();
    FoundationDbConfig.Limits limits = config.limits();
    options.setTransactionTimeout(limits.timeout().toMillis());
    options.setTransactionMaxRetryDelay(limits.longestPause().toMillis());
    limits.retries().ifPresent(options::setTransactionRetryLimit);
    config.place().machine().ifPresent(options::setMachineId);
    config.place().datacenter().ifPresent(options::setDatacenterId);
  }

  /// What reads.
  @FunctionalInterface
  interface Read<T extends @Nullable Object> {
    /// Reads; may be called again with a later view.
    T run(ReadTransaction transaction);
  }

  FoundationDbConfig config() {
    return config;
  }

  KeySpace keys() {
    return keys;
  }

  /// A new transaction.
  ///
  /// @throws StoreException when the store is closed
  Transaction begin() {
    if (closed) {
      throw closed();
    }
    return database.createTransaction();
  }

  /// Reads what is stored now.
  ///
  /// @param tried for messages
  /// @throws StoreException when the cluster does not answer in time
  <T extends @Nullable Object> T read(String tried, Read<T> read) {
    Transaction transaction = begin();
    try {
      while (true) {
        try {
          return read.run(transaction.snapshot());
        } catch (CompletionException | FDBException e) {
          transaction = again(transaction, tried, e);
        } catch (IllegalStateException e) {
          throw closed ? closed() : e;
        }
      }
    } finally {
      transaction.close();
    }
  }

  /// Waits as long as is good after a failure; the transaction can then be tried again.
  ///
  /// @return the transaction to go on with
  /// @throws StoreException when there is no sense in that, or no time
  Transaction again(Transaction failed, String tried, RuntimeException e) {
    try {
      return failed.onError(e).join();
    } catch (CompletionException | FDBException last) {
      throw failure(tried, last);
    }
  }

  private StoreException closed() {
    return new StoreException.Unavailable("the store " + config.id() + " is closed");
  }

  StoreException failure(String tried, Throwable e) {
    return Failures.of(config.id(), tried, e);
  }

  @Override
  public void close() {
    closed = true;
    database.close();
  }
}

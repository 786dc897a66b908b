package org.mailkeep.services;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A pool that is taken when it is first asked for, by what a server can begin without: the
/// container takes most of a second to define its first one. Safe for many threads.
final class LatePool implements Supplier<DataSource>, AutoCloseable {
  private final Supplier<SqlPools.Lease> taking;
  private SqlPools.@Nullable Lease lease;
  private boolean closed;

  /// @param taking takes the lease, once; asked again when it failed
  LatePool(Supplier<SqlPools.Lease> taking) {
    this.taking = taking;
  }

  /// {@inheritDoc}
  ///
  /// @throws org.mailkeep.store.api.StoreException when the container does not define it
  @Override
  public synchronized DataSource get() {
    if (closed) {
      throw new IllegalStateException("the pool was given back");
    }
    if (lease == null) {
      lease = taking.get();
    }
    return lease.pool();
  }

  /// Gives it back when it was taken.
  @Override
  public synchronized void close() {
    closed = true;
    if (lease != null) {
      lease.end().run();
      lease = null;
    }
  }
}

package org.mailkeep.wire.connector;

import java.util.concurrent.atomic.AtomicBoolean;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.SessionLease;

/// A session while somebody has it.
final class Lease implements SessionLease {
  private final SessionConnection connection;
  private final boolean fresh;
  private final AtomicBoolean over = new AtomicBoolean();

  Lease(SessionConnection connection, boolean fresh) {
    this.connection = connection;
    this.fresh = fresh;
  }

  @Override
  public PooledSession session() {
    if (over.get()) {
      throw new IllegalStateException("the session was given back");
    }
    return connection.session();
  }

  @Override
  public boolean isFresh() {
    return fresh;
  }

  @Override
  public void discard() {
    if (!over.getAndSet(true)) {
      connection.discarded(this);
    }
  }

  @Override
  public void close() {
    if (!over.getAndSet(true)) {
      connection.closed(this);
    }
  }
}

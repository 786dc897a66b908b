package org.mailkeep.connections;

import java.time.Duration;

/// Uses the sessions of a pool. Safe for many threads.
///
/// @param <S> what the pool's sessions are
public final class Sessions<S extends PooledSession> implements AutoCloseable {
  private final Class<S> type;
  private final SessionFactory pool;
  private final Duration patience;
  private final Runnable end;

  /// @param type of the sessions
  /// @param patience after which a lost session is not replaced by another any more
  /// @param end run by [#close]
  public Sessions(Class<S> type, SessionFactory pool, Duration patience, Runnable end) {
    this.type = type;
    this.pool = pool;
    this.patience = patience;
    this.end = end;
  }

  /// Something that is done with a session.
  @FunctionalInterface
  public interface Work<S, T> {
    /// @throws SessionLost when the session ends before the answer
    T with(S session) throws SessionLost;
  }

  /// Does something with a session. When a session that was used before turns out to be lost, as
  /// after a restart of the server, it is done again with another one, as long as there is time.
  ///
  /// @throws Unreachable when there is no session, or it is lost
  public <T> T use(Purpose purpose, Work<S, T> work) throws Unreachable {
    long begun = System.nanoTime();
    while (true) {
      SessionLease lease = pool.lease(purpose);
      boolean done = false;
      try {
        T result = work.with(type.cast(lease.session()));
        done = true;
        return result;
      } catch (SessionLost e) {
        if (lease.isFresh() || System.nanoTime() - begun > patience.toNanos()) {
          throw new Unreachable(String.valueOf(e.getMessage()), e);
        }
      } finally {
        if (done) {
          lease.close();
        } else {
          lease.discard();
        }
      }
    }
  }

  @Override
  public void close() {
    end.run();
  }
}

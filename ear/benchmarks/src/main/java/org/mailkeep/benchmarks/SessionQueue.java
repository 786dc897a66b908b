package org.mailkeep.benchmarks;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionFactory;
import org.mailkeep.connections.SessionLease;
import org.mailkeep.connections.SessionOpener;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;

/// A pool without a container: as many sessions as the plan says, for questions alone.
final class SessionQueue implements SessionPools, SessionFactory {
  private final BlockingDeque<PooledSession> idle = new LinkedBlockingDeque<>();
  private final Semaphore places;
  private final long waitMillis;
  private @Nullable SessionOpener opener;

  SessionQueue(PoolPlan plan) {
    this.places = new Semaphore(plan.most());
    this.waitMillis = plan.await().toMillis();
  }

  @Override
  public <S extends PooledSession> Sessions<S> open(
      PoolPlan plan, Class<S> type, SessionOpener how) {
    opener = how;
    return new Sessions<>(type, this, plan.await(), () -> idle.forEach(PooledSession::close));
  }

  @Override
  public SessionLease lease(Purpose purpose) throws Unreachable {
    try {
      if (opener == null || !places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
        throw new Unreachable("no session came free");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
    PooledSession resting = idle.pollFirst();
    return new Lease(
        resting == null || !resting.isGood() ? opener.open(purpose) : resting, resting == null);
  }

  private final class Lease implements SessionLease {
    private final PooledSession session;
    private final boolean fresh;

    Lease(PooledSession session, boolean fresh) {
      this.session = session;
      this.fresh = fresh;
    }

    @Override
    public PooledSession session() {
      return session;
    }

    @Override
    public boolean isFresh() {
      return fresh;
    }

    @Override
    public void discard() {
      session.close();
      places.release();
    }

    @Override
    public void close() {
      idle.addFirst(session);
      places.release();
    }
  }
}

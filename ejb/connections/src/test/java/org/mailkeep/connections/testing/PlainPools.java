package org.mailkeep.connections.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/// Pools that do what those of the container do: bounded, and validated before each use.
public final class PlainPools implements SessionPools {
  private final AtomicInteger opened = new AtomicInteger();

  /// How many sessions were opened so far.
  public int opened() {
    return opened.get();
  }

  @Override
  public <S extends PooledSession> Sessions<S> open(
      PoolPlan plan, Class<S> type, SessionOpener opener) {
    var pool = new Pool(plan, opener);
    return new Sessions<>(type, pool, plan.await(), pool::close);
  }

  private final class Pool implements SessionFactory {
    private final PoolPlan plan;
    private final SessionOpener opener;
    private final Semaphore places;
    private final Map<Purpose, Deque<PooledSession>> idle = new EnumMap<>(Purpose.class);

    Pool(PoolPlan plan, SessionOpener opener) {
      this.plan = plan;
      this.opener = opener;
      this.places = new Semaphore(plan.most());
      for (Purpose purpose : Purpose.values()) {
        idle.put(purpose, new ArrayDeque<>());
      }
    }

    @Override
    public SessionLease lease(Purpose purpose) throws Unreachable {
      enter();
      boolean lent = false;
      try {
        PooledSession resting = take(purpose);
        boolean fresh = resting == null;
        PooledSession session = resting == null ? opener.open(purpose) : resting;
        opened.addAndGet(fresh ? 1 : 0);
        lent = true;
        return new PlainLease(session, fresh, purpose);
      } finally {
        if (!lent) {
          places.release();
        }
      }
    }

    private void enter() throws Unreachable {
      try {
        if (!places.tryAcquire(plan.await().toMillis(), TimeUnit.MILLISECONDS)) {
          throw new Unreachable("no session came free");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unreachable("interrupted", e);
      }
    }

    private synchronized @Nullable PooledSession poll(Purpose purpose) {
      return waiting(purpose).pollFirst();
    }

    private Deque<PooledSession> waiting(Purpose purpose) {
      return Objects.requireNonNull(idle.get(purpose));
    }

    private @Nullable PooledSession take(Purpose purpose) {
      for (var next = poll(purpose); next != null; next = poll(purpose)) {
        if (next.isGood()) {
          return next;
        }
        next.close();
      }
      return null;
    }

    private synchronized void rest(Purpose purpose, PooledSession session) {
      waiting(purpose).addFirst(session);
    }

    private synchronized void close() {
      idle.values().forEach(all -> all.forEach(PooledSession::close));
      idle.values().forEach(Deque::clear);
    }

    private final class PlainLease implements SessionLease {
      private final PooledSession session;
      private final boolean fresh;
      private final Purpose purpose;

      PlainLease(PooledSession session, boolean fresh, Purpose purpose) {
        this.session = session;
        this.fresh = fresh;
        this.purpose = purpose;
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
        rest(purpose, session);
        places.release();
      }
    }
  }
}

package org.mailkeep.auth;

import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.store.memory.MemoryBackend;

/// Roles, keys and tenants in a store in memory, and a clock that tests move.
final class AccessFixture {
  static final int MOST = 6;
  final TestClock clock = new TestClock();
  final FailingBackend backend = new FailingBackend(new MemoryBackend());
  final DataStore store = new DataStore(backend);
  final Outbox outbox = new Outbox(clock, Chance.secure());
  private final AtomicLong ids = new AtomicLong();
  final StoredRoles roles = node();
  final ApiKeys keys =
      new ApiKeys(new ApiKeys.Ground(store, this::id, MOST, outbox, clock, Chance.secure()));
  final Tenants tenants = new Tenants(store, outbox);

  /// A node on the same store.
  StoredRoles node() {
    return new StoredRoles(
        new StoredRoles.Ground(store, this::id, MOST, outbox, clock, Thread.ofVirtual().factory()));
  }

  private AccountId id() {
    return new AccountId(ids.incrementAndGet());
  }
}

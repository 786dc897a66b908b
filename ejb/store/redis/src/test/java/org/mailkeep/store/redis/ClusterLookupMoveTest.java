package org.mailkeep.store.redis;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.contract.LookupMoveContract;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.memory.MemoryLookupStore;

/// From a cluster of Redis into memory and back.
@Tag("servers")
final class ClusterLookupMoveTest extends LookupMoveContract {
  @Override
  protected LookupBackend one() throws IOException {
    Servers.cluster().clear();
    return RedisLookupStore.open(Servers.config(Servers.cluster(), false), clock);
  }

  @Override
  protected LookupBackend other() {
    return new MemoryLookupStore(clock, MemoryLookupStore.ENTRIES);
  }
}

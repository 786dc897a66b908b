package org.mailkeep.store.redis;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.LookupMoveContract;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.memory.MemoryBackend;

/// From a data store into Redis and back.
@Tag("servers")
final class RedisLookupMoveTest extends LookupMoveContract {
  @Override
  protected LookupBackend one() {
    return new DataLookupStore(new DataStore(new MemoryBackend()), Chance.secure(), clock);
  }

  @Override
  protected LookupBackend other() throws IOException {
    Servers.single().ask("FLUSHALL");
    return RedisLookupStore.open(Servers.config(Servers.single(), Servers.PASSWORD), clock);
  }
}

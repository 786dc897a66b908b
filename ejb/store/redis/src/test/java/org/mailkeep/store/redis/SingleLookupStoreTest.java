package org.mailkeep.store.redis;

import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.SharedLookupStoreContract;

@Tag("servers")
final class SingleLookupStoreTest extends SharedLookupStoreContract {
  @Override
  protected LookupStore open() throws IOException {
    Servers.single().ask("FLUSHALL");
    return beside(clock);
  }

  @Override
  protected LookupStore beside(InstantSource otherClock) {
    return RedisLookupStore.open(Servers.config(Servers.single(), Servers.PASSWORD), otherClock);
  }
}

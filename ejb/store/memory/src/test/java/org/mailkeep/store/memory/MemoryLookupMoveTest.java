package org.mailkeep.store.memory;

import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.LookupMoveContract;
import org.mailkeep.store.api.spi.LookupBackend;

/// From memory into a data store and back.
final class MemoryLookupMoveTest extends LookupMoveContract {
  @Override
  protected LookupBackend one() {
    return new MemoryLookupStore(clock, MemoryLookupStore.ENTRIES);
  }

  @Override
  protected LookupBackend other() {
    return new DataLookupStore(new DataStore(new MemoryBackend()), Chance.secure(), clock);
  }
}

package org.mailkeep.store.memory;

import java.time.InstantSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.SharedLookupStoreContract;

class DataLookupStoreTest extends SharedLookupStoreContract {
  private DataStore data = new DataStore(new MemoryBackend());

  @Override
  protected LookupStore open() {
    data = new DataStore(new MemoryBackend());
    return beside(clock);
  }

  @Override
  protected LookupStore beside(InstantSource otherClock) {
    return new DataLookupStore(data, Chance.secure(), otherClock);
  }
}

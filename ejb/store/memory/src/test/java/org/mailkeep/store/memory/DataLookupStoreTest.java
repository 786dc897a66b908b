package org.mailkeep.store.memory;

import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.LookupStoreContract;

class DataLookupStoreTest extends LookupStoreContract {
  @Override
  protected LookupStore open() {
    return new DataLookupStore(new DataStore(new MemoryBackend()), Chance.secure(), clock);
  }
}

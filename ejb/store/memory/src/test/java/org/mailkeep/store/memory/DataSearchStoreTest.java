package org.mailkeep.store.memory;

import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.contract.SearchStoreContract;
import org.mailkeep.store.api.index.DataSearchStore;

final class DataSearchStoreTest extends SearchStoreContract {
  private final MemoryBackend backend = new MemoryBackend();

  @Override
  protected SearchStore open() {
    return again();
  }

  @Override
  protected SearchStore again() {
    return new DataSearchStore(new DataStore(backend), Chance.secure());
  }
}

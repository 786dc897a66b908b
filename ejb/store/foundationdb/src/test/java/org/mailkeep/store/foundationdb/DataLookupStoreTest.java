package org.mailkeep.store.foundationdb;

import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.LookupStoreContract;

final class DataLookupStoreTest extends LookupStoreContract {
  @Override
  protected LookupStore open() {
    var store = new DataStore(FakeBackends.on(new FakeCluster()));
    return new DataLookupStore(store, Chance.secure(), clock);
  }
}

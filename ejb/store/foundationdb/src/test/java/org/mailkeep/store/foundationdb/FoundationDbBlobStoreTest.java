package org.mailkeep.store.foundationdb;

import org.mailkeep.store.api.contract.BlobStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

final class FoundationDbBlobStoreTest extends BlobStoreContract {
  @Override
  protected DataBackend open() {
    return FakeBackends.on(new FakeCluster());
  }
}

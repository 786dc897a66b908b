package org.mailkeep.store.foundationdb;

import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

final class FoundationDbBackendTest extends DataBackendContract {
  @Override
  protected DataBackend open() {
    return FakeBackends.on(new FakeCluster());
  }
}

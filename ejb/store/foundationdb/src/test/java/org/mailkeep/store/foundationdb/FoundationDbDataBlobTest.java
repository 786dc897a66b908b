package org.mailkeep.store.foundationdb;

import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

final class FoundationDbDataBlobTest extends DataBlobContract {
  @Override
  protected DataBackend open() {
    return FakeBackends.on(new FakeCluster());
  }

  @Override
  protected DataBackend openObjects() {
    return FakeBackends.on(new FakeCluster());
  }
}

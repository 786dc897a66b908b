package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.DataBlobContract;
import org.mailkeep.store.api.spi.DataBackend;

final class MemoryDataBlobTest extends DataBlobContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }

  @Override
  protected DataBackend openObjects() {
    return new MemoryBackend();
  }
}

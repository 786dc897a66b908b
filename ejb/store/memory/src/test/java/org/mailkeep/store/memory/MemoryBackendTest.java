package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.DataBackendContract;
import org.mailkeep.store.api.spi.DataBackend;

class MemoryBackendTest extends DataBackendContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }
}

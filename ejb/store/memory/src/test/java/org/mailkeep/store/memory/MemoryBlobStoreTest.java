package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.BlobStoreContract;
import org.mailkeep.store.api.spi.DataBackend;

class MemoryBlobStoreTest extends BlobStoreContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }
}

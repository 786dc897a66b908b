package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.OutsideBlobContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

final class MemoryOutsideBlobTest extends OutsideBlobContract {
  @Override
  protected DataBackend open() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend openBlobs() {
    return new MemoryBlobBackend();
  }
}

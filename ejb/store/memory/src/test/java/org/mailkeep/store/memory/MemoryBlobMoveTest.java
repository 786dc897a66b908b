package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.BlobMoveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

final class MemoryBlobMoveTest extends BlobMoveContract {
  @Override
  protected DataBackend data() {
    return new MemoryBackend();
  }

  @Override
  protected BlobBackend one() {
    return new MemoryBlobBackend();
  }

  @Override
  protected BlobBackend other() {
    return new MemoryBlobBackend();
  }
}

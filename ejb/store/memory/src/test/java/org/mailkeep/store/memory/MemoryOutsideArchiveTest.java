package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.ArchiveContract;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

class MemoryOutsideArchiveTest extends ArchiveContract {
  private final MemoryBlobBackend outside = new MemoryBlobBackend();

  @Override
  protected BlobBackend outside() {
    return outside;
  }

  @Override
  protected DataBackend source() {
    return new MemoryBackend();
  }

  @Override
  protected DataBackend target() {
    return new MemoryBackend();
  }
}

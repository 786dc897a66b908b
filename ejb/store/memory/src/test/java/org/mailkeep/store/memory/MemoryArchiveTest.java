package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.ArchiveContract;
import org.mailkeep.store.api.spi.DataBackend;

class MemoryArchiveTest extends ArchiveContract {
  @Override
  protected DataBackend source() {
    return new MemoryBackend();
  }

  @Override
  protected DataBackend target() {
    return new MemoryBackend();
  }
}

package org.mailkeep.store.memory;

import org.mailkeep.store.api.contract.MoveContract;
import org.mailkeep.store.api.spi.DataBackend;

class MemoryMoveTest extends MoveContract {
  @Override
  protected DataBackend source() {
    return new MemoryBackend();
  }

  @Override
  protected DataBackend target() {
    return new MemoryBackend();
  }
}

package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.contract.DirectoryContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.DirectoryEvent;

class InternalDirectoryTest extends DirectoryContract {
  private final Setup setup = new Setup();
  private final Setup down = new Setup(new FailingBackend(new MemoryBackend()));

  @Override
  protected Directory directory(Population population) {
    setup.populate(population);
    return setup.directory;
  }

  @Override
  protected Directory unavailable() {
    down.backend.failAll(FailingBackend::unavailable);
    return down.directory;
  }

  @Test
  void aStoreThatDoesNotAnswerIsAnEvent() {
    unavailable().account("jane@example.org");
    assertEquals(1, down.events.size());
    assertInstanceOf(DirectoryEvent.Unavailable.class, down.events.getFirst());
  }

  @AfterEach
  void close() {
    setup.close();
    down.close();
  }
}

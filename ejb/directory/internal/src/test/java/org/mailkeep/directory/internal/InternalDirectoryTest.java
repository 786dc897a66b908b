package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.contract.DirectoryContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.kernel.Address;
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

  /// Not even when there are few: it would cost a question for each domain.
  @Test
  void partsOfAddressesAreNotLookedFor() {
    assertEquals(new Answer.Unknown<List<Address>>(), setup.directory.verify("jane", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), unavailable().verify("jane", 10));
    assertEquals(List.of(), down.events, "the store is not asked");
  }

  @AfterEach
  void close() {
    setup.close();
    down.close();
  }
}

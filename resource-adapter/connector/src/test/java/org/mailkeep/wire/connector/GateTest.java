package org.mailkeep.wire.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class GateTest {
  @Test
  void oneMoreThanThePermitsIsBusyAfterItsWait() throws Gate.Busy {
    var gate = new Gate(1, Duration.ofMillis(20));
    Runnable leave = gate.enter();
    var busy = assertThrows(Gate.Busy.class, gate::enter);
    assertEquals("no permit within PT0.02S", busy.getMessage());
    leave.run();
    gate.enter().run();
  }

  @Test
  void whoWaitsPassesWhenAnotherLeaves()
      throws Gate.Busy, InterruptedException, ExecutionException {
    var gate = new Gate(1, Duration.ofSeconds(30));
    Runnable leave = gate.enter();
    var asked = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          threads.submit(() -> {
            asked.countDown();
            gate.enter().run();
            return "passed";
          });
      asked.await();
      leave.run();
      assertEquals("passed", waiting.get());
    }
  }

  @Test
  void newBoundsHoldForThoseWhoComeAndOldPermitsReturnWhereTheyCameFrom() throws Gate.Busy {
    var gate = new Gate(1, Duration.ofMillis(1));
    Runnable old = gate.enter();
    gate.resize(1, Duration.ofMillis(1));
    Runnable fresh = gate.enter();
    old.run();
    assertThrows(Gate.Busy.class, gate::enter);
    fresh.run();
    gate.enter().run();
  }
}

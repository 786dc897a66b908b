package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.queue.QueueFixture.deferred;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.telemetry.QueueEvent;

/// A retry that is asked for is made, whenever it is asked for.
final class RetryTest {
  private final QueueFixture it = new QueueFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void ofAWaitingMessageIsMadeNow() {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId id = it.send("jane@example.org", "bob@example.net");
    it.settle();
    assertTrue(it.queue().retry(id));
    it.settle();
    assertEquals(2, it.carriers.carried().size());
    assertFalse(it.queue().retry(id));
    assertTrue(it.clean());
  }

  @Test
  void betweenTheOutcomeAndTheEndOfAnAttemptIsMade() {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId id = it.queue().nextId();
    var asked = new AtomicBoolean();
    it.listener =
        event -> {
          if (event instanceof QueueEvent.Deferred) {
            asked.set(it.queue().retry(id));
          }
        };
    send(id);
    QueueFixture.await(it::clean);
    assertTrue(asked.get());
    assertEquals(2, it.carriers.carried().size());
  }

  /// The one who asks has found the message in hand, and goes on when it no longer is.
  @Test
  void thatMeetsTheEndOfAnAttemptIsMade() throws Exception {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId id = it.queue().nextId();
    var answer = new AtomicBoolean();
    var asking = new FutureTask<Boolean>(() -> null);
    it.listener =
        event -> {
          if (event instanceof QueueEvent.Deferred) {
            Thread thread =
                Thread.ofPlatform()
                    .start(() -> {
                      answer.set(it.queue().retry(id));
                      asking.run();
                    });
            QueueFixture.await(() -> thread.getState() == Thread.State.BLOCKED);
          }
        };
    send(id);
    asking.get(20, TimeUnit.SECONDS);
    assertTrue(answer.get());
    QueueFixture.await(it::clean);
    assertEquals(2, it.carriers.carried().size());
  }

  @Test
  void duringAnAttemptIsMadeWhenThatFails() throws Exception {
    it.carriers.script("bob@example.net", deferred("busy"), deferred("busy"));
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    it.carriers.before(() -> {
      begun.countDown();
      try {
        assertTrue(gate.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    QueueId id = it.send("jane@example.org", "bob@example.net");
    assertTrue(begun.await(20, TimeUnit.SECONDS));
    assertTrue(it.queue().retry(id));
    gate.countDown();
    it.settle();
    assertEquals(2, it.carriers.carried().size(), "once more, and then by schedule");
    QueuedRecipient bob = it.queue().show(id).orElseThrow().recipients().getFirst();
    assertEquals(2, bob.retries());
  }

  @Test
  void whilePausedIsMadeWhenItGoesOn() {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId id = it.send("jane@example.org", "bob@example.net");
    it.settle();
    it.queue().pause();
    assertTrue(it.queue().retry(id));
    assertEquals(1, it.carriers.carried().size());
    it.queue().resume();
    QueueFixture.await(it::clean);
    assertEquals(2, it.carriers.carried().size());
  }

  private void send(QueueId id) {
    it.queue().enqueue(id, it.message(), it.envelope("jane@example.org", "bob@example.net"));
  }
}

package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.queue.QueueFixture.deferred;
import static org.mailkeep.queue.QueueFixture.failed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.telemetry.QueueEvent;

final class StoredQueueTest {
  private final QueueFixture it = new QueueFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aLocalMessageTakesTwoCommitsAndLeavesNothing() {
    it.send("jane@example.org", "bob@example.org");
    it.settle();
    assertEquals(1, it.filed("bob@example.org"));
    assertEquals(2, it.backend.commits());
    assertTrue(it.clean());
    assertEquals(1, it.events(QueueEvent.Done.class).size());
  }

  @Test
  void aRemoteMessageTakesTwoCommitsAndLeavesNothing() {
    it.send("jane@example.org", "bob@example.net");
    it.settle();
    assertEquals(List.of("example.net: bob"), it.carriers.carried());
    assertEquals(2, it.backend.commits());
    assertTrue(it.clean());
    assertEquals("2.0.0 250 taken", it.events(QueueEvent.Delivered.class).getFirst().reply());
  }

  @Test
  void recipientsOfOneDestinationShareAnAttempt() {
    it.send("jane@example.org", "a@example.net", "b@example.com", "c@example.net");
    it.settle();
    assertEquals(
        List.of("example.com: b", "example.net: a c"),
        it.carriers.carried().stream().sorted().toList());
    assertTrue(it.clean());
  }

  @Test
  void manyLocalRecipientsAreFiledOnceEachAndSweptInOneCommit() {
    String[] all =
        IntStream.range(0, 60).mapToObj(i -> "u" + i + "@example.org").toArray(String[]::new);
    it.send("jane@example.org", all);
    it.settle();
    for (String one : all) {
      assertEquals(1, it.filed(one), one);
    }
    assertEquals(1 + 60 + 1, it.backend.commits());
    assertTrue(it.clean());
  }

  @Test
  void thousandsOfRecipientsFitTheStore() {
    List<Address> all =
        IntStream.range(0, 900)
            .mapToObj(i -> Address.of("x".repeat(60) + i + "@" + "d".repeat(60) + ".example.net"))
            .toList();
    it.paused()
        .enqueue(it.queue().nextId(), it.message(), Envelope.of(null, all, it.clock.instant()));
    it.restart();
    it.queue();
    it.settle();
    assertEquals(900, it.carriers.carried().getFirst().split(" ").length - 1);
    assertTrue(it.clean());
  }

  @Test
  void aTemporaryFailureIsTriedAgainBySchedule() {
    it.carriers.script("bob@example.net", deferred("busy"), deferred("busy"));
    QueueId id = it.send("jane@example.org", "bob@example.net", "eve@example.com");
    it.settle();
    QueuedRecipient bob = it.queue().show(id).orElseThrow().recipients().getFirst();
    assertEquals(QueuedRecipient.Phase.WAITING, bob.phase());
    assertEquals(it.clock.instant().plus(Duration.ofMinutes(2)), bob.nextAttempt());
    assertEquals(
        QueuedRecipient.Phase.DELIVERED,
        it.queue().show(id).orElseThrow().recipients().get(1).phase());
    it.pass(Duration.ofSeconds(119));
    assertEquals(2, it.carriers.carried().size());
    it.pass(Duration.ofSeconds(1));
    assertEquals(3, it.carriers.carried().size());
    it.pass(Duration.ofMinutes(5));
    assertEquals(4, it.carriers.carried().size());
    assertTrue(it.clean());
  }

  @Test
  void aCarrierThatBreaksDefersItsRecipients() {
    it.carriers.before(() -> {
      throw new IllegalStateException("a defect");
    });
    QueueId id = it.send("jane@example.org", "bob@example.org");
    it.settle();
    Status status = it.queue().show(id).orElseThrow().recipients().getFirst().status();
    assertEquals(Status.ours("4.3.0", "Temporary failure of this server"), status);
    assertTrue(it.events(QueueEvent.Trouble.class).getFirst().reason().contains("a defect"));
  }

  @Test
  void whatWaitsSurvivesARestart() {
    it.carriers.script("bob@example.net", deferred("busy"));
    QueueId waiting = it.send("jane@example.org", "bob@example.net");
    it.settle();
    it.restart();
    it.paused();
    QueueId fresh = it.send("jane@example.org", "eve@example.org");
    it.restart();
    it.queue();
    it.settle();
    assertEquals(1, it.filed("eve@example.org"));
    assertTrue(it.queue().show(fresh).isEmpty());
    assertEquals(2, it.events(QueueEvent.Restored.class).getLast().messages());
    assertEquals(1, it.queue().show(waiting).orElseThrow().recipients().getFirst().retries());
    it.pass(Duration.ofMinutes(2));
    assertTrue(it.clean());
  }

  @Test
  void whatTheStoreRefusesIsNotQueued() {
    StoredQueue queue = it.queue();
    var message = it.message();
    it.failing.failWrites(FailingBackend::full);
    assertThrows(
        StoreException.Full.class,
        () ->
            queue.enqueue(
                queue.nextId(), message, it.envelope("jane@example.org", "bob@example.org")));
    it.failing.failWrites(null);
    it.settle();
    assertTrue(it.clean());
    assertTrue(it.carriers.carried().isEmpty());
  }

  @Test
  void anOutcomeWaitsForTheStoreAndIsNotForgotten() {
    it.carriers.before(() -> it.failing.failWrites(FailingBackend::unavailable));
    it.send("jane@example.org", "bob@example.net");
    QueueFixture.await(() -> !it.events(QueueEvent.Trouble.class).isEmpty());
    it.failing.failWrites(null);
    it.settle();
    assertEquals(1, it.carriers.carried().size());
    assertTrue(it.clean());
  }

  @Test
  void membersTakeThePlaceOfAnAddressThatStandsForThem() {
    Recipient list = Recipient.of(Address.of("list@example.org"));
    it.carriers.script(
        "list@example.org",
        new Outcome.Expanded(
            List.of(
                list.member(Address.of("a@example.org"), null),
                list.member(Address.of("b@example.net"), null),
                list.member(Address.of("LIST@example.org"), null),
                list.member(Address.of("bob@example.org"), null))));
    it.send("jane@example.org", "list@example.org", "bob@example.org");
    it.settle();
    assertEquals(1, it.filed("a@example.org"));
    assertEquals(1, it.filed("bob@example.org"));
    assertEquals(0, it.filed("list@example.org"));
    assertEquals(
        List.of("local: list bob", "example.net: b", "local: a"), sorted(it.carriers.carried()));
    assertTrue(it.clean());
  }

  @Test
  void anAddressThatStandsForTooManyFails() {
    it.limits = new QueueLimits(8, 8, 2, it.limits.memory(), 3);
    Recipient list = Recipient.of(Address.of("list@example.org"));
    it.carriers.script(
        "list@example.org",
        new Outcome.Expanded(
            IntStream.range(0, 3)
                .mapToObj(i -> list.member(Address.of(i + "@example.org"), null))
                .toList()));
    it.send(it.envelope(null, "list@example.org"));
    it.settle();
    assertTrue(it.events(QueueEvent.DoubleBounce.class).getFirst().reason().startsWith("5.4.6"));
  }

  @Test
  void memoryIsBoundedAndTheRestWaitsInTheStoreInOrder() {
    it.limits = new QueueLimits(4, 4, 4, new DataSize(50_000), 10);
    var gate = new CountDownLatch(1);
    it.carriers.before(() -> awaitQuietly(gate));
    for (int i = 0; i < 400; i++) {
      it.send("jane@example.org", "u" + i + "@example.org");
    }
    QueueControl.Condition condition = it.queue().condition();
    assertEquals(4, condition.attempts());
    assertTrue(condition.waiting() < 25, condition.toString());
    gate.countDown();
    it.settle();
    assertTrue(it.clean());
    assertEquals(400, it.carriers.carried().size());
    assertEquals(1, it.filed("u399@example.org"));
  }

  @Test
  void oneDestinationHoldsUpNoOther() {
    var gate = new CountDownLatch(1);
    var slow = new AtomicInteger();
    it.carriers.before(() -> {
      if (it.carriers.carried().getLast().startsWith("slow") && slow.incrementAndGet() > 0) {
        awaitQuietly(gate);
      }
    });
    for (int i = 0; i < 20; i++) {
      it.send("jane@example.org", "u" + i + "@slow.example");
    }
    QueueFixture.await(() -> slow.get() == 2);
    it.send("jane@example.org", "bob@example.net", "bob@example.org");
    QueueFixture.await(() -> it.filed("bob@example.org") == 1);
    QueueFixture.await(() -> it.carriers.carried().contains("example.net: bob"));
    assertEquals(2, slow.get());
    gate.countDown();
    it.settle();
    assertTrue(it.clean());
  }

  @Test
  void nothingBeginsWhilePaused() {
    it.paused();
    QueueId id = it.send("jane@example.org", "bob@example.org");
    assertTrue(it.queue().condition().paused());
    assertTrue(it.carriers.carried().isEmpty());
    assertTrue(it.queue().show(id).isPresent());
    it.queue().resume();
    it.settle();
    assertEquals(1, it.filed("bob@example.org"));
  }

  @Test
  void cancelGivesUpWithoutAReport() {
    it.carriers.script("bob@example.net", deferred("busy"));
    it.carriers.script("eve@example.net", deferred("busy"));
    QueueId id = it.send("jane@example.org", "bob@example.net", "eve@example.net");
    it.settle();
    assertTrue(it.queue().cancel(id, Address.of("BOB@example.net")));
    assertFalse(it.queue().cancel(id, Address.of("bob@example.net")));
    assertEquals(
        QueuedRecipient.Phase.CANCELLED,
        it.queue().show(id).orElseThrow().recipients().getFirst().phase());
    it.pass(Duration.ofMinutes(2));
    assertEquals("example.net: eve", it.carriers.carried().getLast());
    assertTrue(it.clean());
    assertTrue(it.events(QueueEvent.Reported.class).isEmpty());
  }

  @Test
  void cancelOfTheWholeRemovesItAtOnce() {
    it.paused();
    QueueId id = it.send("jane@example.org", "bob@example.net", "eve@example.org");
    assertTrue(it.queue().cancel(id));
    assertFalse(it.queue().cancel(id));
    assertTrue(it.clean());
    it.queue().resume();
    it.settle();
    assertTrue(it.carriers.carried().isEmpty());
  }

  @Test
  void cancelDuringAnAttemptPreventsTheNext() {
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    it.carriers.script("bob@example.net", failed("no such user"));
    it.carriers.before(() -> {
      begun.countDown();
      awaitQuietly(gate);
    });
    QueueId id = it.send("jane@example.org", "bob@example.net");
    awaitQuietly(begun);
    assertEquals(
        QueuedRecipient.Phase.TRYING,
        it.queue().show(id).orElseThrow().recipients().getFirst().phase());
    assertTrue(it.queue().cancel(id));
    gate.countDown();
    it.settle();
    assertTrue(it.clean());
    assertTrue(it.events(QueueEvent.Reported.class).isEmpty());
  }

  @Test
  void listPagesAndFilters() {
    it.paused();
    var ids = new ArrayList<QueueId>();
    for (int i = 0; i < 25; i++) {
      ids.add(
          it.send(i % 5 == 0 ? "eve@example.com" : "jane@example.org", "u" + i + "@example.net"));
    }
    var seen = new ArrayList<QueueId>();
    QueueControl.Page page = it.queue().list(QueueFilter.ALL, null, 10);
    page.messages().forEach(message -> seen.add(message.id()));
    while (page.next() != null) {
      page = it.queue().list(QueueFilter.ALL, page.next(), 10);
      page.messages().forEach(message -> seen.add(message.id()));
    }
    assertEquals(ids, seen);
    assertEquals(
        5, it.queue().list(new QueueFilter("EVE@", null, null), null, 100).messages().size());
    assertEquals(
        1, it.queue().list(new QueueFilter(null, "u24@", null), null, 100).messages().size());
    assertEquals(
        0, it.queue().list(new QueueFilter(null, null, "nothing"), null, 100).messages().size());
  }

  private static List<String> sorted(List<String> carried) {
    return carried.stream().sorted((a, b) -> rank(a) - rank(b)).toList();
  }

  private static int rank(String carried) {
    return carried.startsWith("local: list") ? 0 : carried.startsWith("local") ? 2 : 1;
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      assertTrue(gate.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

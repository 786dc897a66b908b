package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.queue.QueueFixture.deferred;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;
import org.mailkeep.store.api.Subspace;

final class DirectDeliveryTest {
  private final QueueFixture it = new QueueFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aMailboxIsFiledWithoutTheQueue() {
    List<Outcome> outcomes = deliver("bob@example.org");
    assertInstanceOf(Outcome.Delivered.class, outcomes.getFirst());
    assertEquals(1, it.filed("bob@example.org"));
    assertEquals(1, it.backend.commits());
    assertEquals(0, it.keys(Subspace.QUEUE));
  }

  @Test
  void eachRecipientHasItsOutcome() {
    it.carriers.script("eve@example.org", deferred("over quota"));
    List<Outcome> outcomes = deliver("bob@example.org", "eve@example.org", "x@nowhere.example");
    assertInstanceOf(Outcome.Delivered.class, outcomes.getFirst());
    assertEquals(deferred("over quota"), outcomes.get(1));
    assertEquals(new Outcome.Failed(Status.ours("5.1.2", "No such domain")), outcomes.getLast());
    assertEquals(0, it.keys(Subspace.QUEUE));
  }

  @Test
  void whatLeadsElsewhereIsQueued() {
    var list = Recipient.of(Address.of("list@example.org"));
    it.carriers.script(
        "list@example.org",
        new Outcome.Expanded(List.of(list.member(Address.of("a@example.net"), null))));
    List<Outcome> outcomes = deliver("list@example.org", "b@example.net");
    outcomes.forEach(outcome -> assertInstanceOf(Outcome.Delivered.class, outcome));
    it.settle();
    assertEquals(
        List.of("example.net: a", "example.net: b", "local: list"),
        it.carriers.carried().stream().sorted().toList());
    assertTrue(it.clean());
  }

  private List<Outcome> deliver(String... recipients) {
    StoredQueue queue = it.queue();
    return queue.deliver(queue.nextId(), it.message(), it.envelope("jane@example.org", recipients));
  }
}

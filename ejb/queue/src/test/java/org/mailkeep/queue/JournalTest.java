package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;
import org.mailkeep.store.api.outbox.Outbox;

/// What the commits of the queue tell the history.
class JournalTest {
  private static final Actor BOSS = new Actor("boss", "password", "192.0.2.7");

  private final QueueFixture it = new QueueFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void withoutADeliveryHistoryNoCommitHasAKeyMore() {
    it.send("jane@example.org", "bob@example.org", "away@example.net");
    it.settle();
    assertTrue(it.clean());
    assertEquals(0, it.keys(Subspace.AUDIT));
  }

  @Test
  void aDeliveryIsToldWithAllThatIsKnownOfIt() throws UnknownHostException {
    it.deliveryHistory = true;
    it.carriers.script(
        "away@example.net",
        QueueFixture.deferred("busy"),
        new Outcome.Delivered(new Status("2.0.0", "250 2.0.0 ok", "mx.example.net"), false));
    Instant received = it.clock.instant();
    QueueId id =
        it.send(
            new Envelope(
                Address.of("jane@example.org"),
                List.of(Recipient.of(Address.of("away@example.net"))),
                received,
                new AccountId(3),
                MailOptions.NONE,
                0,
                InetAddress.getByName("192.0.2.9")));
    it.settle();
    assertEquals(0, it.keys(Subspace.AUDIT));
    it.pass(Duration.ofMinutes(5));
    it.settle();
    var entry = Outbox.deliveries(it.data, Instant.EPOCH, 10).getFirst();
    assertEquals(it.clock.instant(), entry.at());
    assertEquals(
        new DeliveryReport(
            id.toString(),
            "jane@example.org",
            "away@example.net",
            3,
            "192.0.2.9",
            "relayed",
            Instant.ofEpochMilli(received.toEpochMilli()),
            2,
            "mx.example.net",
            "2.0.0 250 2.0.0 ok"),
        entry.report());
  }

  @Test
  void whoRetriesOrCancelsIsInTheAuditTrail() {
    it.deliveryHistory = true;
    it.carriers.script(
        "away@example.net", QueueFixture.deferred("busy"), QueueFixture.deferred("busy"));
    QueueId id = it.send("jane@example.org", "away@example.net");
    it.settle();
    assertTrue(BOSS.does(() -> it.queue().retry(id)));
    it.settle();
    assertTrue(BOSS.does(() -> it.queue().cancel(id)));
    assertTrue(it.clean());
    List<AuditEntry> told = Outbox.audit(it.data, Instant.EPOCH, 10);
    assertEquals(List.of(BOSS, BOSS), told.stream().map(AuditEntry::actor).toList());
    String name = id.toString();
    assertEquals(
        List.of(
            AuditChange.of("retry", "message", name, name),
            AuditChange.of("cancel", "message", name, name)),
        told.stream().map(AuditEntry::change).toList());
    assertEquals(
        "cancelled", Outbox.deliveries(it.data, Instant.EPOCH, 10).getFirst().report().outcome());
  }
}

package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;
import org.mailkeep.store.api.outbox.Outbox;

class OutboxTest {
  private static final Actor BOSS = new Actor("boss", "master", "2001:db8::7");

  private final TestClock clock = new TestClock();
  private final DataStore store = new DataStore(new MemoryBackend());
  private final Outbox outbox = new Outbox(clock, Chance.secure());

  private void add(AuditChange change) {
    store.write((_, batch) -> {
      outbox.add(batch, change);
      return change;
    });
  }

  @Test
  void entriesComeBackAsTheyWereInTheOrderOfTime() {
    var parts = new AuditChange.Parts().field("a", null, 1).field("b", "x", null).field("c", 1, 1);
    var first = new AuditChange("update", "account", "7", "jane", parts.all());
    BOSS.does(() -> {
      add(first);
      return first;
    });
    for (int i = 0; i < 100; i++) {
      add(AuditChange.of("create", "domain", String.valueOf(i), ""));
    }
    List<AuditEntry> all = Outbox.audit(store, Instant.EPOCH, 1_000);
    assertEquals(first, all.getFirst().change());
    assertEquals(BOSS, all.getFirst().actor());
    assertEquals(clock.instant(), all.getFirst().at());
    assertEquals(Actor.SYSTEM, all.getLast().actor());
    for (int i = 0; i < 100; i++) {
      assertEquals(String.valueOf(i), all.get(i + 1).change().id());
    }
  }

  @Test
  void theyAreFoundFromATimeOnAndGoOneByOne() {
    add(AuditChange.of("create", "domain", "old", ""));
    clock.pass(Duration.ofMinutes(1));
    Instant later = clock.instant();
    add(AuditChange.of("create", "domain", "new", ""));
    List<AuditEntry> found = Outbox.audit(store, later, 10);
    assertEquals(List.of("new"), found.stream().map(entry -> entry.change().id()).toList());
    store.write((_, batch) -> {
      Outbox.arrived(batch, found.getFirst());
      return found;
    });
    assertEquals(1, Outbox.audit(store, Instant.EPOCH, 10).size());
  }

  @Test
  void deliveriesLieApart() {
    var report =
        new DeliveryReport(
            "q", "", "bob@example.net", 0, "", "failed", clock.instant(), 3, null, "no");
    store.write((_, batch) -> {
      outbox.add(batch, report);
      return report;
    });
    assertEquals(report, Outbox.deliveries(store, Instant.EPOCH, 10).getFirst().report());
    assertTrue(Outbox.audit(store, Instant.EPOCH, 10).isEmpty());
  }

  @Test
  void whatIsTooLongIsCut() {
    String endless = "\u20ac".repeat(200_000);
    var parts = new AuditChange.Parts().field(endless, endless, null);
    add(new AuditChange("update", "account", endless, endless, parts.all()));
    for (int i = 0; i < 100; i++) {
      parts.field("f" + i, endless, endless + endless);
    }
    add(new AuditChange("update", "account", endless, endless, parts.all()));
    List<AuditEntry> kept = Outbox.audit(store, Instant.EPOCH, 2);
    assertEquals(AuditChange.MAX_NAME, kept.getFirst().change().name().length());
    assertEquals(1, kept.getFirst().change().parts().size());
    assertEquals(50, kept.getLast().change().parts().size());
  }
}

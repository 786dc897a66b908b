package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Actor;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;

class HistoryViewTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void aChangeIsShownWithWhatItHas() {
    var parts = new AuditChange.Parts().field("quota", null, 5).secret("secrets", "a", "b");
    var change = new AuditChange("update", "account", "7", "jane", parts.all());
    var boss = new Actor("boss", "password", "192.0.2.7");
    assertEquals(
        "{\"line\":\"l1\",\"time\":\"2026-11-28T12:00:00Z\",\"by\":\"boss\","
            + "\"mechanism\":\"password\",\"address\":\"192.0.2.7\",\"operation\":\"update\","
            + "\"kind\":\"account\",\"id\":\"7\",\"name\":\"jane\",\"changes\":["
            + "{\"field\":\"quota\",\"after\":\"5\"},"
            + "{\"field\":\"secrets\",\"before\":\"(changed)\",\"after\":\"(changed)\"}]}",
        HistoryView.change(new AuditEntry("l1", NOON, boss, change)).toString());
    assertEquals(
        "{\"line\":\"l2\",\"time\":\"2026-11-28T12:00:00Z\",\"by\":\"system\","
            + "\"operation\":\"pause\",\"kind\":\"queue\",\"changes\":[]}",
        HistoryView.change(
                new AuditEntry("l2", NOON, Actor.SYSTEM, AuditChange.of("pause", "queue", "", "")))
            .toString());
  }

  @Test
  void aDeliveryIsShownWithWhatItHas() {
    var report =
        new DeliveryReport(
            "q1", "", "bob@example.net", 0, "", "failed", NOON, 1, "mx.example.net", "550 no");
    assertEquals(
        "{\"line\":\"l1\",\"time\":\"2026-11-28T12:00:00Z\",\"queue\":\"q1\",\"sender\":\"\","
            + "\"recipient\":\"bob@example.net\",\"outcome\":\"failed\","
            + "\"received\":\"2026-11-28T12:00:00Z\",\"attempts\":1,"
            + "\"remote\":\"mx.example.net\",\"reply\":\"550 no\"}",
        HistoryView.delivery(new DeliveryEntry("l1", NOON, report)).toString());
  }
}

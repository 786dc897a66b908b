package org.mailkeep.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.outbox.DeliveryEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;

/// A line of the delivery history as the database has it. Its key is that of the outbox, so that
/// none comes twice.
@Entity
@Table(name = "mailkeep_delivery")
public class DeliveryRecord {
  @Id private String id = "";
  @Version private int version;
  private long happened;
  private long received;

  @Column(name = "queue_id")
  private String queue = "";

  private String sender = "";
  private String recipient = "";
  private long submitter;
  private String origin = "";
  private String outcome = "";
  private int attempts;
  private @Nullable String remote;
  private @Nullable String reply;

  /// For the provider.
  protected DeliveryRecord() {}

  DeliveryRecord(DeliveryEntry entry) {
    DeliveryReport report = entry.report();
    id = entry.id();
    happened = entry.at().toEpochMilli();
    received = report.received().toEpochMilli();
    queue = Columns.text(report.queue(), 25);
    sender = Columns.text(report.sender(), 400);
    recipient = Columns.text(report.recipient(), 400);
    submitter = report.submitter();
    origin = Columns.text(report.origin(), 60);
    outcome = Columns.text(report.outcome(), 40);
    attempts = report.attempts();
    remote = Columns.orNull(report.remote(), 255);
    reply = Columns.orNull(report.reply(), 1000);
  }

  DeliveryEntry entry() {
    var report =
        new DeliveryReport(
            queue,
            sender,
            recipient,
            submitter,
            origin,
            outcome,
            Instant.ofEpochMilli(received),
            attempts,
            remote,
            reply);
    return new DeliveryEntry(id, Instant.ofEpochMilli(happened), report);
  }
}

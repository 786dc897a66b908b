package org.mailkeep.history;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.Actor;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;

/// A line of the audit trail as the database has it. Its key is that of the outbox, so that none
/// comes twice.
@Entity
@Table(name = "mailkeep_audit")
public class AuditRecord {
  @Id private String id = "";
  @Version private int version;
  private long happened;
  private String actor = "";
  private String mechanism = "";
  private String address = "";
  private String operation = "";
  private String kind = "";
  private String subject = "";

  @Column(name = "subject_name")
  private String subjectName = "";

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "mailkeep_audit_part", joinColumns = @JoinColumn(name = "audit_id"))
  @OrderColumn(name = "position")
  private List<AuditPart> parts = new ArrayList<>();

  /// For the provider.
  protected AuditRecord() {}

  AuditRecord(AuditEntry entry) {
    AuditChange change = entry.change();
    id = entry.id();
    happened = entry.at().toEpochMilli();
    actor = Columns.text(entry.actor().name(), 255);
    mechanism = Columns.text(entry.actor().mechanism(), 40);
    address = Columns.text(entry.actor().address(), 60);
    operation = Columns.text(change.operation(), 40);
    kind = Columns.text(change.kind(), 40);
    subject = Columns.text(change.id(), 255);
    subjectName = Columns.text(change.name(), 255);
    change.parts().forEach(part -> parts.add(new AuditPart(part)));
  }

  AuditEntry entry() {
    return new AuditEntry(
        id,
        Instant.ofEpochMilli(happened),
        new Actor(actor, mechanism, address),
        new AuditChange(
            operation, kind, subject, subjectName, parts.stream().map(AuditPart::part).toList()));
  }
}

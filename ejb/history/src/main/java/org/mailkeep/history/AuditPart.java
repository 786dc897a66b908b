package org.mailkeep.history;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.outbox.AuditChange;

/// A field that was different before and after, as the database has it.
@Embeddable
public class AuditPart {
  @Column(name = "field_name")
  private String field = "";

  @Column(name = "old_value")
  private @Nullable String before;

  @Column(name = "new_value")
  private @Nullable String after;

  /// For the provider.
  protected AuditPart() {}

  AuditPart(AuditChange.Part part) {
    field = Columns.text(part.field(), 255);
    before = Columns.orNull(part.before(), AuditChange.MAX_VALUE);
    after = Columns.orNull(part.after(), AuditChange.MAX_VALUE);
  }

  AuditChange.Part part() {
    return new AuditChange.Part(field, before, after);
  }
}

package org.mailkeep.store.api.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Actor;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// One line of the audit trail: who changed what, when and from where.
///
/// @param id of its own, as [Outbox] makes them: later ones are greater
public record AuditEntry(String id, Instant at, Actor actor, AuditChange change) {

  AuditEntry with(AuditChange other) {
    return new AuditEntry(id, at, actor, other);
  }

  byte[] encode() {
    var out =
        new RecordWriter()
            .number(1, at.toEpochMilli())
            .text(2, actor.name())
            .text(3, actor.mechanism())
            .text(4, actor.address())
            .text(5, change.operation())
            .text(6, change.kind())
            .text(7, change.id())
            .text(8, change.name());
    for (AuditChange.Part part : change.parts()) {
      out.octets(9, encode(part));
    }
    return out.bytes();
  }

  private static byte[] encode(AuditChange.Part part) {
    var out = new RecordWriter().text(1, part.field());
    if (part.before() != null) {
      out.text(2, part.before());
    }
    if (part.after() != null) {
      out.text(3, part.after());
    }
    return out.bytes();
  }

  static AuditEntry decode(String id, byte[] record) {
    var in = new RecordReader(record);
    long at = 0;
    var texts = new String[] {"", "", "", "", "", "", ""};
    var parts = new ArrayList<AuditChange.Part>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> at = in.number();
        case 2, 3, 4, 5, 6, 7, 8 -> texts[in.field() - 2] = in.text();
        case 9 -> parts.add(part(in.octets()));
        default -> {} // a later version's
      }
    }
    var actor = new Actor(texts[0], texts[1], texts[2]);
    return new AuditEntry(
        id,
        Instant.ofEpochMilli(at),
        actor,
        new AuditChange(texts[3], texts[4], texts[5], texts[6], List.copyOf(parts)));
  }

  private static AuditChange.Part part(byte[] record) {
    var in = new RecordReader(record);
    String field = "";
    @Nullable String before = null;
    @Nullable String after = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> field = in.text();
        case 2 -> before = in.text();
        case 3 -> after = in.text();
        default -> {} // a later version's
      }
    }
    return new AuditChange.Part(field, before, after);
  }
}

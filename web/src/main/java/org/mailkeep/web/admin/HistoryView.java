package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryEntry;
import org.mailkeep.store.api.outbox.DeliveryReport;

/// Lines of the history as JSON. What has no value is left out.
final class HistoryView {
  private HistoryView() {}

  static JsonObject change(AuditEntry entry) {
    AuditChange change = entry.change();
    var json =
        Json.createObjectBuilder()
            .add("line", entry.id())
            .add("time", entry.at().toString())
            .add("by", entry.actor().name());
    text(json, "mechanism", entry.actor().mechanism());
    text(json, "address", entry.actor().address());
    json.add("operation", change.operation()).add("kind", change.kind());
    text(json, "id", change.id());
    text(json, "name", change.name());
    var parts = Json.createArrayBuilder();
    change.parts().forEach(part -> parts.add(part(part)));
    return json.add("changes", parts).build();
  }

  private static JsonObject part(AuditChange.Part part) {
    var json = Json.createObjectBuilder().add("field", part.field());
    given(json, "before", part.before());
    given(json, "after", part.after());
    return json.build();
  }

  static JsonObject delivery(DeliveryEntry entry) {
    DeliveryReport report = entry.report();
    var json =
        Json.createObjectBuilder()
            .add("line", entry.id())
            .add("time", entry.at().toString())
            .add("queue", report.queue())
            .add("sender", report.sender())
            .add("recipient", report.recipient())
            .add("outcome", report.outcome())
            .add("received", report.received().toString())
            .add("attempts", report.attempts());
    if (report.submitter() != 0) {
      json.add("account", report.submitter());
    }
    text(json, "address", report.origin());
    given(json, "remote", report.remote());
    given(json, "reply", report.reply());
    return json.build();
  }

  private static void text(JsonObjectBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.add(name, value);
    }
  }

  private static void given(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.add(name, value);
    }
  }
}

package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.mailkeep.admin.Outcome;
import org.mailkeep.admin.Task;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.kernel.Progress;

/// How a task is shown, as JSON, and how one is answered that was started.
final class TaskView {
  private TaskView() {}

  /// The answer to an operation that started one: 201 with its place below `/api/tasks`.
  static Response started(Outcome<Task> outcome, UriInfo uri) {
    return Answers.of(
        outcome,
        TaskView::of,
        task -> uri.getBaseUriBuilder().path("tasks").path(task.id()).build());
  }

  static JsonObject of(Task task) {
    var json =
        Json.createObjectBuilder()
            .add("id", task.id())
            .add("name", task.name())
            .add("subject", task.subject())
            .add("by", task.by())
            .add("state", task.state().text())
            .add("message", task.message())
            .add("done", task.amount().done())
            .add("unit", task.amount().unit())
            .add("started", task.started().toString());
    if (task.amount().total() != Progress.UNKNOWN) {
      json.add("total", task.amount().total());
    }
    if (task.ended() != null) {
      json.add("ended", task.ended().toString());
    }
    if (!task.report().equals(TaskReport.NONE)) {
      json.add("report", report(task.report()));
    }
    return json.build();
  }

  private static JsonObject report(TaskReport report) {
    var counts = Json.createObjectBuilder();
    report.counts().forEach(counts::add);
    JsonArrayBuilder rows = Json.createArrayBuilder();
    for (List<String> row : report.rows()) {
      rows.add(Views.texts(row));
    }
    return Json.createObjectBuilder()
        .add("counts", counts)
        .add("columns", Views.texts(report.columns()))
        .add("rows", rows)
        .build();
  }
}

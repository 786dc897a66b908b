package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.Task;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.kernel.Progress;

class TaskViewTest {
  private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void oneThatRunsHasNoEndAndNoReport() {
    var task =
        new Task(
            "a1",
            "verify",
            "store",
            "boss",
            Task.State.RUNNING,
            "reading",
            new Task.Amount(5, Progress.UNKNOWN, "messages"),
            TIME,
            null,
            TaskReport.NONE);
    assertEquals(
        """
        {"id":"a1","name":"verify","subject":"store","by":"boss","state":"running",\
        "message":"reading","done":5,"unit":"messages","started":"2026-11-22T12:00:00Z"}\
        """,
        TaskView.of(task).toString());
  }

  @Test
  void oneThatHasEndedHasBoth() {
    var report = new TaskReport(Map.of("mended", 1L), List.of("what"), List.of(List.of("blob")));
    var task =
        new Task(
            "a1",
            "verify",
            "",
            "boss",
            Task.State.DONE,
            "",
            new Task.Amount(5, 5, "messages"),
            TIME,
            TIME.plusSeconds(1),
            report);
    assertEquals(
        """
        {"id":"a1","name":"verify","subject":"","by":"boss","state":"done","message":"",\
        "done":5,"unit":"messages","started":"2026-11-22T12:00:00Z","total":5,\
        "ended":"2026-11-22T12:00:01Z","report":{"counts":{"mended":1},"columns":["what"],\
        "rows":[["blob"]]}}\
        """,
        TaskView.of(task).toString());
  }
}

package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;
import static org.mailkeep.admin.House.value;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.TaskEvent;

@Timeout(60)
class TasksTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final TestClock clock = new TestClock();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final List<AuditChange> trail = Collections.synchronizedList(new ArrayList<>());
  private final Tasks tasks =
      new Tasks(
          new Tasks.Limits(2, 3), Thread.ofVirtual().factory(), clock, trail::add, events::add);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    tasks.close();
  }

  @Test
  void aTaskShowsItsProgressAndThenItsReport() throws Exception {
    var reached = new CountDownLatch(1);
    Task begun =
        value(
            tasks.start(
                ADMIN,
                "verify",
                "store",
                progress -> {
                  progress.begin("reading", 10, "messages");
                  progress.advance(4);
                  reached.countDown();
                  gate.await();
                  progress.advance(6);
                  progress.say("all read");
                  return new TaskReport(
                      Map.of("read", 10L), List.of("a", "b"), List.of(List.of("1", "2")));
                }));
    assertEquals("boss", begun.by());
    reached.await();
    Task running = value(tasks.show(ADMIN, begun.id()));
    assertEquals(Task.State.RUNNING, running.state());
    assertEquals(new Task.Amount(4, 10, "messages"), running.amount());
    assertEquals("reading", running.message());
    assertEquals(TaskReport.NONE, running.report());
    clock.pass(Duration.ofSeconds(7));
    gate.countDown();
    Task done = ended(begun);
    assertEquals(Task.State.DONE, done.state());
    assertEquals("all read", done.message());
    assertEquals(10L, done.report().counts().get("read"));
    assertEquals(begun.started().plusSeconds(7), done.ended());
    assertEquals(
        List.of(
            new TaskEvent.Started(done.id(), "verify", "store", "boss"),
            new TaskEvent.Ended(done.id(), "verify", "done", Duration.ofSeconds(7))),
        events);
  }

  @Test
  void aFailureIsToldInItsWords() throws Exception {
    Task failed =
        ended(
            value(
                tasks.start(
                    ADMIN,
                    "export",
                    "",
                    _ -> {
                      throw new IOException("no room in /backup");
                    })));
    assertEquals(Task.State.FAILED, failed.state());
    assertEquals("no room in /backup", failed.message());
    Task nameless =
        ended(
            value(
                tasks.start(
                    ADMIN,
                    "export",
                    "",
                    _ -> {
                      throw new IllegalStateException();
                    })));
    assertEquals("IllegalStateException", nameless.message());
    assertInstanceOf(TaskEvent.Failed.class, events.get(1));
  }

  @Test
  void oneThatIsCancelledEndsWhereItAsksOrWaits() throws Exception {
    Task asking =
        value(
            tasks.start(
                ADMIN,
                "ask",
                "",
                progress -> {
                  gate.await();
                  progress.check();
                  throw new AssertionError("went on");
                }));
    Task waiting =
        value(
            tasks.start(
                ADMIN,
                "wait",
                "",
                progress -> {
                  progress.pause(LONG);
                  throw new AssertionError("went on");
                }));
    assertEquals(Task.State.RUNNING, value(tasks.cancel(ADMIN, asking.id())).state());
    value(tasks.cancel(ADMIN, waiting.id()));
    gate.countDown();
    assertEquals(Task.State.CANCELLED, ended(asking).state());
    assertEquals(Task.State.CANCELLED, ended(waiting).state());
    assertTrue(events.contains(new TaskEvent.Cancelled(asking.id(), "ask", "boss")));
    int before = events.size();
    assertEquals(Task.State.CANCELLED, value(tasks.cancel(ADMIN, asking.id())).state());
    assertEquals(before, events.size());
  }

  @Test
  void whatRunsIsNotStartedAgainAndOnlySoManyRun() {
    Task first = value(waiting("reindex", "jane"));
    assertEquals(
        new Outcome.Conflict<Task>(
            "reindex runs already as task " + first.id() + "; it can be cancelled"),
        waiting("reindex", "jane"));
    value(waiting("reindex", "john"));
    assertEquals(
        new Outcome.Conflict<Task>("2 tasks run already; more would take too much of the server"),
        waiting("reindex", "jim"));
    assertEquals("schedule", value(tasks.startScheduled("purge", "", this::waits)).by());
    gate.countDown();
  }

  @Test
  void theAuditTrailHearsOfWhatTheScheduleDidAndNotThatItDidNothing() throws Exception {
    ended(value(tasks.startScheduled("purge", "blob", _ -> TaskReport.of("deleted", 0))));
    ended(value(tasks.startScheduled("purge", "blob", _ -> TaskReport.NONE)));
    assertEquals(List.of(), trail);
    Task purge =
        ended(value(tasks.startScheduled("purge", "blob", _ -> TaskReport.of("deleted", 7))));
    var parts =
        List.of(
            new AuditChange.Part("subject", null, "blob"),
            new AuditChange.Part("deleted", null, "7"));
    assertEquals(List.of(new AuditChange("run", "task", purge.id(), "purge", parts)), trail);
    ended(value(tasks.start(ADMIN, "purge", "blob", _ -> TaskReport.NONE)));
    assertEquals("start", trail.getLast().operation());
  }

  @Test
  void theLatestComeFirstAndTheOldestAreForgotten() throws Exception {
    Task lasting = value(waiting("long", "one"));
    for (int i = 1; i <= 5; i++) {
      ended(value(tasks.start(ADMIN, "short", "no. " + i, _ -> TaskReport.NONE)));
    }
    assertEquals(List.of("no. 5", "no. 4", "no. 3", "one"), subjects(PageQuery.FIRST));
    assertEquals(List.of("no. 5", "no. 4"), subjects(new PageQuery("", "", 1, 2)));
    assertEquals(List.of("no. 3", "one"), subjects(new PageQuery("", "", 2, 2)));
    String next = value(tasks.list(ADMIN, new PageQuery("", "", 1, 2))).next();
    assertEquals(List.of("no. 3", "one"), subjects(new PageQuery("", next, 1, 2)));
    assertEquals("", value(tasks.list(ADMIN, new PageQuery("", next, 1, 2))).next());
    assertEquals(List.of("one"), subjects(new PageQuery("long", "", 1, 10)));
    assertEquals(List.of("no. 4"), subjects(new PageQuery("o. 4", "", 1, 10)));
    assertInstanceOf(Outcome.Invalid.class, tasks.list(ADMIN, new PageQuery("", "no id!", 1, 10)));
    gate.countDown();
    assertEquals(Task.State.DONE, ended(lasting).state());
    assertEquals(List.of("no. 5", "no. 4", "one"), subjects(PageQuery.FIRST));
  }

  @Test
  void whenTheServerStopsAllAreCancelledAndNoneBegins() throws Exception {
    Task task = value(tasks.start(ADMIN, "wait", "", this::waitsLong));
    tasks.close();
    assertEquals(Task.State.CANCELLED, ended(task).state());
    assertEquals(new Outcome.Conflict<Task>("the server is stopping"), waiting("more", ""));
  }

  @Test
  void eachOperationNeedsItsPermission() {
    House.assertNeeds(Permission.TASK_LIST, tasks.list(USER, PageQuery.FIRST));
    House.assertNeeds(Permission.TASK_GET, tasks.show(USER, "1"));
    House.assertNeeds(Permission.TASK_DELETE, tasks.cancel(USER, "1"));
    assertEquals(new Outcome.NotFound<Task>("task 1"), tasks.show(ADMIN, "1"));
    assertEquals(new Outcome.NotFound<Task>("task !"), tasks.cancel(ADMIN, "!"));
    assertTrue(events.isEmpty());
  }

  @Test
  void aReportIsARectangleOfBoundedSize() {
    var row = List.of("1");
    assertThrows(
        IllegalArgumentException.class,
        () -> new TaskReport(Map.of(), List.of("a", "b"), List.of(row)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TaskReport(Map.of(), List.of("a"), Collections.nCopies(1_001, row)));
  }

  @Test
  void whatIsDoneIsNeverMoreThanAll() throws Exception {
    Task task =
        ended(
            value(
                tasks.start(
                    ADMIN,
                    "grow",
                    "",
                    progress -> {
                      progress.begin("x".repeat(5_000), 1, "things");
                      progress.advance(3);
                      return TaskReport.NONE;
                    })));
    assertEquals(new Task.Amount(3, 3, "things"), task.amount());
    assertEquals(1_000, task.message().length());
    assertFalse(tasks.await("zzz", LONG).isPresent());
  }

  private Outcome<Task> waiting(String name, String subject) {
    return tasks.start(ADMIN, name, subject, this::waits);
  }

  private TaskReport waits(Progress progress) throws InterruptedException {
    progress.say("waits");
    gate.await();
    return TaskReport.NONE;
  }

  private TaskReport waitsLong(Progress progress) throws InterruptedException {
    progress.pause(LONG);
    return TaskReport.NONE;
  }

  private Task ended(Task task) throws InterruptedException {
    return tasks.await(task.id(), LONG).orElseThrow();
  }

  private List<String> subjects(PageQuery query) {
    return value(tasks.list(ADMIN, query)).items().stream().map(Task::subject).toList();
  }
}

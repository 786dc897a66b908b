package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;
import static org.mailkeep.admin.House.value;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Cron;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Events;

@Timeout(60)
class MaintenanceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMillis(800);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Cron HOURLY = new Cron(15, OptionalInt.empty(), OptionalInt.empty());
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final TestClock clock = new TestClock(); // 12:00
  private final FailingBackend backend = new FailingBackend(new MemoryBackend());
  private final List<Tasks> nodes = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();

  /// One server, or one life of it.
  private record Node(Maintenance maintenance, Tasks tasks) {
    Task latest() {
      return value(tasks.list(ADMIN, PageQuery.FIRST)).items().getFirst();
    }

    Task ended() throws InterruptedException {
      return tasks.await(latest().id(), LONG).orElseThrow();
    }

    int count() {
      return value(tasks.list(ADMIN, PageQuery.FIRST)).items().size();
    }

    LastRun last() {
      return Objects.requireNonNull(value(maintenance.list(ADMIN)).getFirst().last());
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(Tasks::close);
  }

  @Test
  void aJobRunsAtItsTimesAndEachRunIsRemembered() throws Exception {
    Node node = node(this::counted);
    assertNull(value(node.maintenance.list(ADMIN)).getFirst().last());
    node.maintenance.tick();
    assertEquals(Task.State.DONE, node.ended().state());
    LastRun first = node.last();
    assertEquals(LastRun.State.DONE, first.state());
    assertEquals(Map.of("deleted", 1L), first.counts());
    assertEquals("schedule", first.by());
    assertEquals(at("12:00"), first.started());
    assertEquals(at("12:15"), value(node.maintenance.list(ADMIN)).getFirst().next());
    node.maintenance.tick();
    assertEquals(1, runs.get(), "it is not due");
    clock.pass(Duration.ofMinutes(14));
    assertEquals(at("12:15"), node.maintenance.tick(), "when to look again");
    clock.pass(Duration.ofMinutes(1));
    node.maintenance.tick();
    node.ended();
    assertEquals(2, runs.get());
    assertEquals(Map.of("deleted", 2L), node.last().counts());
  }

  @Test
  void aJobThatNeverRanIsDueByAClockThatGoes() throws Exception {
    var tasks = new Tasks(new Tasks.Limits(4, 100), THREADS, clock, Trail.none(), Events.none());
    nodes.add(tasks);
    var data = new DataStore(backend);
    var lookups = new DataLookupStore(data, Chance.secure(), clock);
    InstantSource going =
        () -> {
          clock.pass(Duration.ofNanos(1));
          return clock.instant();
        };
    var ground = new Maintenance.Ground(data, lookups, LEASE, going, THREADS);
    var job = new Maintenance.Job("blob", HOURLY, this::counted);
    var node = new Node(new Maintenance(List.of(job), ground, tasks), tasks);
    node.maintenance.tick();
    assertEquals(Task.State.DONE, node.ended().state());
  }

  @Test
  void whatWasMissedWhileNoNodeRanIsMadeUpOnce() throws Exception {
    Node before = node(this::counted);
    before.maintenance.tick();
    before.ended();
    before.tasks.close();
    clock.pass(Duration.ofMinutes(10));
    Node early = node(this::counted);
    early.maintenance.tick();
    assertEquals(0, early.count(), "nothing was missed");
    clock.pass(HOUR.multipliedBy(5));
    Node late = node(this::counted);
    late.maintenance.tick();
    late.ended();
    late.maintenance.tick();
    early.maintenance.tick();
    assertEquals(2, runs.get());
    assertEquals(0, early.count());
  }

  @Test
  void nodesNeverRunAJobAtOnceAndOneOfThemRunsItEachTime() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    Tasks.Work work =
        _ -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.sleep(5);
          inside.decrementAndGet();
          runs.incrementAndGet();
          return TaskReport.NONE;
        };
    List<Node> all = List.of(node(work), node(work), node(work));
    for (int hour = 1; hour <= 20; hour++) {
      var ticked = new CountDownLatch(all.size());
      for (Node node : all) {
        THREADS
            .newThread(() -> {
              node.maintenance.tick();
              ticked.countDown();
            })
            .start();
      }
      ticked.await();
      for (Node node : all) {
        if (node.count() > 0) {
          node.ended();
        }
      }
      assertEquals(hour, runs.get());
      clock.pass(HOUR);
    }
    assertEquals(1, most.get());
  }

  @Test
  void aNodeThatLosesItsLeaseStopsAndItsSuccessorsWordStays() throws Exception {
    var begun = new CountDownLatch(1);
    Node slow =
        node(progress -> {
          begun.countDown();
          progress.pause(LONG);
          return TaskReport.NONE;
        });
    slow.maintenance.tick();
    begun.await();
    Node other = node(this::counted);
    other.maintenance.tick();
    assertEquals(0, other.count(), "it is the first node's");
    clock.pass(LEASE.multipliedBy(2)); // to the store, the first node stood still
    other.maintenance.tick();
    assertEquals(Task.State.DONE, other.ended().state());
    Task stopped = slow.ended();
    assertEquals(Task.State.FAILED, stopped.state());
    assertTrue(stopped.message().contains("lost its lease"), stopped.message());
    assertEquals(LastRun.State.DONE, other.last().state());
    assertEquals(Map.of("deleted", 1L), slow.last().counts());
  }

  @Test
  void aLeaseThatIsRenewedLastsAsLongAsTheWork() throws Exception {
    var gate = new Semaphore(0);
    Node node =
        node(_ -> {
          gate.acquire();
          return TaskReport.of("deleted", 7);
        });
    node.maintenance.tick();
    Node other = node(this::counted);
    for (int i = 0; i < 6; i++) {
      byte[] before = lease();
      clock.pass(LEASE.dividedBy(2));
      while (Arrays.equals(before, lease())) {
        Thread.sleep(5);
      }
      other.maintenance.tick();
    }
    gate.release();
    assertEquals(Task.State.DONE, node.ended().state());
    assertEquals(0, other.count());
    assertEquals(Map.of("deleted", 7L), other.last().counts());
  }

  @Test
  void aRunThatNobodyEndedIsMadeUpWhenItsLeaseHasRunOut() throws Exception {
    var gate = new Semaphore(0);
    Node dying =
        node(
            _ -> {
              gate.acquire(); // never: as a node that is killed
              return TaskReport.NONE;
            },
            _ -> new Thread(() -> {})); // nobody renews
    dying.maintenance.tick();
    Node next = node(this::counted);
    while (value(next.maintenance.list(ADMIN)).getFirst().last() == null) {
      Thread.sleep(5);
    }
    next.maintenance.tick();
    assertEquals(0, next.count());
    clock.pass(LEASE);
    next.maintenance.tick();
    assertEquals(Task.State.DONE, next.ended().state());
    gate.release();
    assertEquals(Task.State.FAILED, dying.ended().state());
    assertEquals(LastRun.State.DONE, next.last().state());
  }

  @Test
  void whatFailsIsRememberedAndComesAgain() throws Exception {
    Node node =
        node(_ -> {
          runs.incrementAndGet();
          throw new IllegalStateException("no room");
        });
    node.maintenance.tick();
    assertEquals(Task.State.FAILED, node.ended().state());
    assertEquals(LastRun.State.FAILED, node.last().state());
    assertEquals("no room", node.last().message());
    assertNotNull(node.last().ended());
    node.maintenance.tick();
    assertEquals(1, runs.get());
    clock.pass(HOUR);
    node.maintenance.tick();
    node.ended();
    assertEquals(2, runs.get());
  }

  @Test
  void anAdministratorRunsAJobAndCancelsIt() throws Exception {
    var begun = new CountDownLatch(1);
    Node node =
        node(progress -> {
          begun.countDown();
          progress.pause(LONG);
          return TaskReport.NONE;
        });
    Node other = node(this::counted);
    Task task = value(node.maintenance.run(ADMIN, "blob"));
    assertEquals("boss", task.by());
    begun.await();
    assertInstanceOf(Outcome.Conflict.class, node.maintenance.run(ADMIN, "blob"));
    assertInstanceOf(Outcome.Conflict.class, other.maintenance.run(ADMIN, "blob"));
    value(node.tasks.cancel(ADMIN, task.id()));
    assertEquals(Task.State.CANCELLED, node.ended().state());
    assertEquals(LastRun.State.CANCELLED, other.last().state());
    assertEquals("boss", other.last().by());
    value(other.maintenance.run(ADMIN, "blob"));
    assertEquals(Task.State.DONE, other.ended().state());
    assertEquals(new Outcome.NotFound<Task>("purge of mail"), node.maintenance.run(ADMIN, "mail"));
    House.assertNeeds(Permission.PURGE_START, node.maintenance.run(USER, "blob"));
    House.assertNeeds(Permission.PURGE_LIST, node.maintenance.list(USER));
  }

  @Test
  void aStoreThatIsDownIsAskedAgainSoon() throws Exception {
    Node node = node(this::counted);
    backend.failAll(FailingBackend::unavailable);
    assertTrue(node.maintenance.tick().isBefore(clock.instant().plusSeconds(60)));
    assertInstanceOf(Outcome.Unavailable.class, node.maintenance.list(ADMIN));
    assertInstanceOf(Outcome.Unavailable.class, node.maintenance.run(ADMIN, "blob"));
    backend.failAll(null);
    node.maintenance.tick();
    assertEquals(Task.State.DONE, node.ended().state());
  }

  /// The lock as it is stored, with the time until which it holds.
  private byte[] lease() {
    var store = new DataStore(backend);
    return store.scan(Subspace.LOOKUP, Range.all(), Direction.UP, 2).getFirst().value();
  }

  private TaskReport counted(Progress progress) {
    progress.begin("counting", 1, "runs");
    progress.advance(1);
    return TaskReport.of("deleted", runs.incrementAndGet());
  }

  private Node node(Tasks.Work work) {
    return node(work, THREADS);
  }

  private Node node(Tasks.Work work, ThreadFactory renewing) {
    var tasks = new Tasks(new Tasks.Limits(4, 100), THREADS, clock, Trail.none(), Events.none());
    nodes.add(tasks);
    var data = new DataStore(backend);
    var ground =
        new Maintenance.Ground(
            data, new DataLookupStore(data, Chance.secure(), clock), LEASE, clock, renewing);
    return new Node(
        new Maintenance(List.of(new Maintenance.Job("blob", HOURLY, work)), ground, tasks), tasks);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-22T" + time + ":00Z");
  }
}

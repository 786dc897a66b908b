package org.mailkeep.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Page;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.TaskEvent;

/// Long work, each on a thread of its own, with its progress: it goes on while nobody watches, is
/// asked after by as many as like, and can be cancelled. Those that have ended stay for a while.
/// All of it is this node's and in memory: work that must survive a crash keeps its own notes in a
/// store. Safe for many threads.
///
/// An operation that takes long is started like this, and answers at once with the task:
///
/// ```java
/// Outcome<Task> reindex(Caller caller, String account) {
///   return tasks.start(caller, "reindex", account, progress -> {
///     progress.begin("reading messages", count, "messages");
///     …                                    // progress.advance(1), progress.check()
///     return TaskReport.of("messages", count);
///   });
/// }
/// ```
///
/// REST shows it below `/api/tasks`; on the command line, `TaskProgress` follows it to its end.
public final class Tasks implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Tasks.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Limits limits;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final Trail trail;
  private final Events events;
  private final NavigableMap<Long, RunningTask> all =
      new TreeMap<>(Comparator.<Long>reverseOrder());
  private final Deque<Long> ended = new ArrayDeque<>();
  private boolean closed;

  /// What an operation does.
  @FunctionalInterface
  public interface Work {
    /// Does it, on a thread of its own.
    ///
    /// @param progress to tell how far it is, and to hear that it shall end
    /// @return what it found out; [TaskReport#NONE] when that is nothing
    /// @throws Exception when it fails; its message is shown to administrators, so it must hold no
    ///   secret
    TaskReport run(Progress progress) throws Exception;
  }

  /// @param running the most that run at once
  /// @param kept the most that have ended and are remembered
  public record Limits(int running, int kept) {}

  /// @param threads makes one for each task
  public Tasks(
      Limits limits, ThreadFactory threads, InstantSource clock, Trail trail, Events events) {
    this.trail = trail;
    this.limits = limits;
    this.threads = threads;
    this.clock = clock;
    this.events = events;
  }

  /// Starts work for an administrator. Whether they may is for the operation to say that starts it.
  ///
  /// @param name what is done, a word or two: `reindex`
  /// @param subject what it is done to; may be empty
  /// @return created, with the task as it begins; conflict when the same is being done to the same
  ///   already, or when too many tasks run
  public Outcome<Task> start(Caller caller, String name, String subject, Work work) {
    return start(caller.login(), new What(name, subject, limits.running, false), work);
  }

  /// Starts work that the server itself does by its schedule; the limit of tasks that run does not
  /// hold it back, and the audit trail hears of it when it has done anything.
  ///
  /// @return as [#start(Caller, String, String, Work)]
  public Outcome<Task> startScheduled(String name, String subject, Work work) {
    return Actor.SCHEDULE.does(
        () -> start("schedule", new What(name, subject, Integer.MAX_VALUE, true), work));
  }

  /// @param most tasks that run with it
  /// @param scheduled whether the server starts it by itself
  private record What(String name, String subject, int most, boolean scheduled) {}

  private Outcome<Task> start(String by, What what, Work work) {
    RunningTask task;
    Thread thread;
    synchronized (all) {
      var origin = next(by, what);
      Optional<String> refusal = refusal(origin, what.most);
      if (refusal.isPresent()) {
        return new Outcome.Conflict<>(refusal.get());
      }
      task = new RunningTask(origin);
      all.put(origin.number(), task);
      Actor actor = Actor.current();
      thread = threads.newThread(() -> actor.does(() -> run(task, what, work)));
    }
    var origin = task.origin();
    events.emit(new TaskEvent.Started(origin.id(), origin.name(), origin.subject(), origin.by()));
    if (!what.scheduled) {
      note("start", origin, Map.of());
    }
    Task begun = task.shown();
    thread.start();
    return new Outcome.Created<>(begun);
  }

  private void note(String operation, RunningTask.Origin task, Map<String, Long> counts) {
    var parts = new AuditChange.Parts().field("subject", null, task.subject());
    counts.forEach((name, count) -> parts.field(name, null, count));
    trail.note(new AuditChange(operation, "task", task.id(), task.name(), parts.all()));
  }

  private RunningTask.Origin next(String by, What what) {
    var now = clock.instant();
    long number =
        all.isEmpty() ? now.toEpochMilli() : Math.max(all.firstKey() + 1, now.toEpochMilli());
    return new RunningTask.Origin(
        number, Long.toString(number, Character.MAX_RADIX), what.name, what.subject, by, now);
  }

  private Optional<String> refusal(RunningTask.Origin wanted, int most) {
    if (closed) {
      return Optional.of("the server is stopping");
    }
    List<RunningTask> running = all.values().stream().filter(RunningTask::running).toList();
    for (RunningTask task : running) {
      if (task.origin().sameWork(wanted)) {
        return Optional.of(
            wanted.name()
                + " runs already as task "
                + task.origin().id()
                + "; it can be cancelled");
      }
    }
    return running.size() < most
        ? Optional.empty()
        : Optional.of(
            running.size() + " tasks run already; more would take too much of the server");
  }

  private RunningTask run(RunningTask task, What what, Work work) {
    try {
      TaskReport report = work.run(task);
      if (what.scheduled && report.counts().values().stream().anyMatch(count -> count > 0)) {
        note("run", task.origin(), report.counts());
      }
      end(task, Task.State.DONE, null, report);
    } catch (Progress.Cancelled _) {
      end(task, Task.State.CANCELLED, null, TaskReport.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(task, Task.State.CANCELLED, null, TaskReport.NONE);
    } catch (Exception e) {
      LOG.log(Level.WARNING, task.origin().name() + " failed", e);
      String message = e.getMessage();
      String why = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
      end(task, Task.State.FAILED, why, TaskReport.NONE);
    } catch (Error e) {
      end(task, Task.State.FAILED, e.toString(), TaskReport.NONE);
      throw e;
    }
    return task;
  }

  private void end(RunningTask task, Task.State how, @Nullable String why, TaskReport report) {
    var now = clock.instant();
    task.end(how, why, report, now);
    var origin = task.origin();
    var took = Duration.between(origin.started(), now);
    events.emit(
        how == Task.State.FAILED
            ? new TaskEvent.Failed(origin.id(), origin.name(), String.valueOf(why), took)
            : new TaskEvent.Ended(origin.id(), origin.name(), how.text(), took));
    keep(origin);
    task.release();
  }

  /// Those that ended first are forgotten first.
  private void keep(RunningTask.Origin origin) {
    synchronized (all) {
      ended.addLast(origin.number());
      if (ended.size() > limits.kept) {
        all.remove(ended.removeFirst());
      }
    }
  }

  /// Lists those that run and those that have ended, the latest first.
  ///
  /// @param query its filter is a part of the name or subject, its after a task's id
  public Outcome<Page<Task>> list(Caller caller, PageQuery query) {
    return Outcome.allowed(
        caller,
        Permission.TASK_LIST,
        () -> {
          List<FieldError> errors = new ArrayList<>(query.errors());
          Optional<Long> after = number(query.after());
          if (!query.after().isEmpty() && after.isEmpty()) {
            errors.add(new FieldError("after", "must be a task's id"));
          }
          return errors.isEmpty()
              ? new Outcome.Ok<>(page(query, after.orElse(Long.MAX_VALUE)))
              : new Outcome.Invalid<>(errors);
        });
  }

  private Page<Task> page(PageQuery query, long after) {
    List<Task> matching =
        snapshot().stream()
            .map(RunningTask::shown)
            .filter(t -> t.name().contains(query.filter()) || t.subject().contains(query.filter()))
            .toList();
    List<Task> rest =
        matching.stream()
            .filter(task -> number(task.id()).orElseThrow() < after)
            .skip(query.skip())
            .toList();
    List<Task> items = rest.subList(0, Math.min(rest.size(), query.limit()));
    boolean more = items.size() < rest.size();
    return new Page<>(items, matching.size(), more ? items.getLast().id() : "");
  }

  /// Shows one.
  public Outcome<Task> show(Caller caller, String id) {
    return Outcome.allowed(caller, Permission.TASK_GET, () -> found(id, RunningTask::shown));
  }

  /// Tells one to end early; it does so when it can. One that has ended stays as it is.
  public Outcome<Task> cancel(Caller caller, String id) {
    return Outcome.allowed(
        caller,
        Permission.TASK_DELETE,
        () ->
            found(
                id,
                task -> {
                  if (task.running()) {
                    task.cancel();
                    events.emit(new TaskEvent.Cancelled(id, task.origin().name(), caller.login()));
                    note("cancel", task.origin(), Map.of());
                  }
                  return task.shown();
                }));
  }

  /// Waits until one has ended.
  ///
  /// @return as it stands then, or after so long; empty when there is none
  public Optional<Task> await(String id, Duration patience) throws InterruptedException {
    RunningTask task = find(id).orElse(null);
    if (task == null) {
      return Optional.empty();
    }
    boolean _ = task.await(patience);
    return Optional.of(task.shown());
  }

  private Outcome<Task> found(String id, Function<RunningTask, Task> operation) {
    return find(id)
        .<Outcome<Task>>map(task -> new Outcome.Ok<>(operation.apply(task)))
        .orElseGet(() -> new Outcome.NotFound<>("task " + id));
  }

  private Optional<RunningTask> find(String id) {
    synchronized (all) {
      return number(id).map(all::get);
    }
  }

  private List<RunningTask> snapshot() {
    synchronized (all) {
      return List.copyOf(all.values());
    }
  }

  private static Optional<Long> number(String id) {
    try {
      return Optional.of(Long.parseLong(id, Character.MAX_RADIX));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Cancels all and waits a few seconds for them; starts no more.
  @Override
  public void close() {
    synchronized (all) {
      closed = true;
    }
    List<RunningTask> running = snapshot().stream().filter(RunningTask::running).toList();
    running.forEach(RunningTask::cancel);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (RunningTask task : running) {
        if (!task.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
          LOG.log(Level.WARNING, "{0} does not end", task.origin().name());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

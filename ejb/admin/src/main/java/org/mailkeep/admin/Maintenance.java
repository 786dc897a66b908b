package org.mailkeep.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Cron;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Work that comes again and again, such as purges: by a schedule or when an administrator wants
/// it, each time as a task. Safe for many threads, and for many nodes on one store:
///
/// * A job runs under a [Lease], so on one node at a time. A node that loses it, since it stood
///   still for too long, stops its work.
/// * The store remembers each job's last run. So a node runs what no other has run since it was
///   due, and makes up at its start for what was missed while no node ran.
/// * A run's record is written under the condition that it is as the node knows it: what a node
///   says that has lost its lease does not replace what its successor says.
public final class Maintenance {
  private static final Logger LOG = System.getLogger(Maintenance.class.getName());
  private static final String NAME = "purge";
  private static final Duration AGAIN = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration OUTDATED = Duration.ofHours(1);

  private final List<Job> jobs;
  private final Ground ground;
  private final Tasks tasks;

  /// @param kind what it purges: `blob`, `lookup`, `account`
  /// @param when it comes
  public record Job(String kind, Cron when, Tasks.Work work) {}

  /// What it stands on.
  ///
  /// @param data remembers runs
  /// @param lookups holds the leases
  /// @param lease how long a node that died keeps others from a job
  /// @param threads renew leases
  public record Ground(
      DataStore data,
      LookupStore lookups,
      Duration lease,
      InstantSource clock,
      ThreadFactory threads) {}

  /// How a job stands.
  ///
  /// @param last null when it has never run
  /// @param next when it runs by its schedule
  public record JobState(String kind, Cron when, @Nullable LastRun last, Instant next) {}

  public Maintenance(List<Job> jobs, Ground ground, Tasks tasks) {
    this.jobs = List.copyOf(jobs);
    this.ground = ground;
    this.tasks = tasks;
  }

  /// Begins what is due. To be called again and again, by one thread at a time. What fails is
  /// logged and comes again.
  ///
  /// @return when to call again
  public Instant tick() {
    Instant now = ground.clock.instant();
    Instant wake = now.plus(LONGEST);
    for (Job job : jobs) {
      Instant due = now;
      try {
        due = due(job, last(job), now);
        if (!due.isAfter(now)) {
          beginDue(job);
        }
      } catch (StoreException e) {
        LOG.log(Level.WARNING, NAME + " of " + job.kind + " cannot begin now", e);
      }
      Instant next = due.isAfter(now) ? due : now.plus(AGAIN);
      wake = next.isBefore(wake) ? next : wake;
    }
    return wake;
  }

  private void beginDue(Job job) {
    Optional<Lease> taken = lease(job);
    if (taken.isEmpty()) {
      return; // another node does it
    }
    Lease lease = taken.get();
    Instant now = ground.clock.instant();
    if (due(job, last(job), now).isAfter(now)) {
      lease.close(); // another node has just done it
      return;
    }
    started(
        lease,
        tasks.startScheduled(NAME, job.kind, progress -> run(job, "schedule", lease, progress)));
  }

  /// Runs a job now, whatever its schedule.
  ///
  /// @return its task; conflict when it runs, here or on another node
  public Outcome<Task> run(Caller caller, String kind) {
    return Outcome.allowed(
        caller,
        Permission.PURGE_START,
        () ->
            jobs.stream()
                .filter(job -> job.kind.equals(kind))
                .findFirst()
                .map(job -> runNow(caller, job))
                .orElseGet(() -> new Outcome.NotFound<>(NAME + " of " + kind)));
  }

  private Outcome<Task> runNow(Caller caller, Job job) {
    try {
      Optional<Lease> taken = lease(job);
      if (taken.isEmpty()) {
        return new Outcome.Conflict<>(
            NAME + " of " + job.kind + " runs already, here or elsewhere");
      }
      Lease lease = taken.get();
      return started(
          lease,
          tasks.start(
              caller, NAME, job.kind, progress -> run(job, caller.login(), lease, progress)));
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  /// The jobs and how each stands.
  public Outcome<List<JobState>> list(Caller caller) {
    return Outcome.allowed(
        caller,
        Permission.PURGE_LIST,
        () -> {
          try {
            List<JobState> states = new ArrayList<>();
            for (Job job : jobs) {
              LastRun last = last(job);
              Instant next = due(job, last, ground.clock.instant());
              states.add(new JobState(job.kind, job.when, last, next));
            }
            return new Outcome.Ok<>(states);
          } catch (StoreException e) {
            return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
          }
        });
  }

  private Optional<Lease> lease(Job job) {
    return Lease.take(ground.lookups, NAME + "/" + job.kind, ground.lease, ground.threads);
  }

  private static Outcome<Task> started(Lease lease, Outcome<Task> outcome) {
    if (!(outcome instanceof Outcome.Created<Task>)) {
      lease.close();
    }
    return outcome;
  }

  /// A run that nobody ended is due at once: the lease tells whether somebody is at it.
  ///
  /// @param now when a job that never ran is due
  private static Instant due(Job job, @Nullable LastRun last, Instant now) {
    if (last == null) {
      return now;
    }
    return last.ended() == null
        ? last.started()
        : job.when.next(last.started(), ZoneId.systemDefault());
  }

  private TaskReport run(Job job, String by, Lease lease, Progress progress) throws Exception {
    try (lease) {
      byte[] begun = begin(job, by, lease);
      try {
        TaskReport report = job.work.run(lease.watch(progress));
        end(job, begun, LastRun.State.DONE, "", report.counts());
        return report;
      } catch (Progress.Cancelled e) {
        if (lease.lost()) {
          throw lost(job);
        }
        end(job, begun, LastRun.State.CANCELLED, "", Map.of());
        throw e;
      } catch (Exception e) {
        endAnyhow(job, begun, e);
        throw e;
      }
    }
  }

  private static StoreException lost(Job job) {
    return new StoreException.Unavailable(
        "this node has lost its lease; another may have begun the " + NAME + " of " + job.kind);
  }

  /// Notes that a run begins, unless another node has begun one since this one took its lease.
  private byte[] begin(Job job, String by, Lease lease) {
    byte[] stored = ground.data.get(Subspace.STORE, key(job));
    Instant now = ground.clock.instant();
    if (stored != null) {
      LastRun last = LastRun.decode(stored);
      boolean fresh = last.ended() == null && last.started().isAfter(now.minus(OUTDATED));
      if (fresh && last.token() > lease.token()) {
        throw lost(job);
      }
    }
    byte[] begun = LastRun.begun(lease.token(), by, now).encode();
    if (!lease.renew() || !replace(job, stored, begun)) {
      throw lost(job);
    }
    return begun;
  }

  private void end(Job job, byte[] begun, LastRun.State how, String why, Map<String, Long> counts) {
    byte[] ended = LastRun.decode(begun).ended(ground.clock.instant(), how, why, counts).encode();
    if (!replace(job, begun, ended)) {
      throw lost(job);
    }
  }

  private void endAnyhow(Job job, byte[] begun, Exception why) {
    try {
      end(job, begun, LastRun.State.FAILED, String.valueOf(why.getMessage()), Map.of());
    } catch (StoreException e) {
      why.addSuppressed(e);
    }
  }

  private boolean replace(Job job, byte @Nullable [] from, byte[] to) {
    var batch =
        new Batch().require(Subspace.STORE, key(job), from).put(Subspace.STORE, key(job), to);
    return ground.data.commit(batch) instanceof Commit.Committed;
  }

  private @Nullable LastRun last(Job job) {
    byte[] stored = ground.data.get(Subspace.STORE, key(job));
    return stored == null ? null : LastRun.decode(stored);
  }

  private static byte[] key(Job job) {
    return Keys.of().text("maintenance").text(job.kind).bytes();
  }
}

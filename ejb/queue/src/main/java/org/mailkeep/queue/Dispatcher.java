package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.QueueEvent;

/// Knows the messages in hand, and takes those that are due into hand.
///
/// A new message goes from its commit straight to the workers while memory lasts. Beyond that it
/// stays in the store, and so do those after it, until the scheduler has read all of them in their
/// order. A message is put into `inHand` before it is committed or loaded, so that nobody else
/// takes it.
final class Dispatcher implements Deliveries.Owner {
  private static final int PAGE = 256;
  private static final Duration SETTLED = Duration.ofMinutes(10);
  private static final Duration FULL_SCAN = Duration.ofHours(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final QueuePorts ports;
  private final QueueStore store;
  private final Supplier<QueueRules> rules;
  private final long memoryLimit;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final Scheduler scheduler;
  private final ConcurrentHashMap<QueueId, Job> inHand = new ConcurrentHashMap<>();

  /// Passed over until the next start, so that one bad record does not stop the others.
  private final Set<QueueId> unreadable = ConcurrentHashMap.newKeySet();

  private final AtomicLong memory = new AtomicLong();
  private volatile boolean behind;
  private volatile boolean paused;

  /// No due record is earlier; only the scheduler's thread raises it.
  private final AtomicLong horizon = new AtomicLong();

  private long lastFullScan;
  private boolean restored;

  /// @param ids makes the ids of reports
  Dispatcher(
      QueuePorts ports,
      QueueLimits limits,
      QueueStore store,
      Supplier<QueueRules> rules,
      Supplier<QueueId> ids) {
    this.ports = ports;
    this.store = store;
    this.memoryLimit = limits.memory().bytes();
    this.rules = rules;
    var reports =
        new Reports(store, ports.events(), ids, new ReportWriter(ports.blobs()), this::register);
    this.ledger = new Ledger(store, rules, reports, ports.events(), limits.recipients());
    this.deliveries = new Deliveries(ports, limits, ledger, this);
    this.scheduler = new Scheduler(ports.clock(), this::handOut);
  }

  void start() {
    scheduler.start(ports.threads());
  }

  /// Tells how much an earlier run left.
  private void tellRestored() {
    long begin = System.nanoTime();
    long messages = store.count();
    if (messages > 0) {
      var took = Duration.ofNanos(System.nanoTime() - begin);
      ports.events().emit(new QueueEvent.Restored(messages, took));
    }
  }

  void close(Duration grace) {
    try {
      scheduler.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    deliveries.close(grace);
  }

  /// Takes a message into hand that is about to be committed.
  void register(Job job) {
    ports.lease().take(job.id());
    inHand.put(job.id(), job);
  }

  /// The commit did not happen, or it is left to the scheduler.
  void forget(Job job) {
    synchronized (job) {
      job.letGo();
      inHand.remove(job.id());
    }
    ports.lease().release(job.id());
  }

  /// The message is committed: on to the workers, or back to the store when memory is short.
  @Override
  public void launch(Job job) {
    job.stored();
    lowerHorizon(job.due());
    if (!behind && reserve(job.cost())) {
      deliveries.start(job);
      return;
    }
    forget(job);
    if (!behind) {
      behind = true;
      scheduler.wake();
    }
  }

  void pause() {
    paused = true;
    deliveries.hold();
  }

  void resume() {
    paused = false;
    deliveries.release();
    scheduler.wake();
  }

  /// The clock was set, or something is due that nobody here has heard of.
  void wake() {
    scheduler.wake();
  }

  /// Due records were written that nobody here has heard of.
  void lookAgain() {
    lowerHorizon(0);
    scheduler.wake();
  }

  QueueControl.Condition condition() {
    return new QueueControl.Condition(paused, deliveries.active(), deliveries.waiting());
  }

  /// Whether nothing is in hand and nothing due.
  boolean idle() {
    return scheduler.asleep() && inHand.isEmpty() && !behind;
  }

  Ledger ledger() {
    return ledger;
  }

  /// The message when it is in hand.
  @Nullable Job inHand(QueueId id) {
    Job job = inHand.get(id);
    return job != null && job.isStored() ? job : null;
  }

  /// When a message that was received then is given up.
  Instant expiry(Instant received) {
    return rules.get().schedule().expiry(received);
  }

  /// Does something with a message, whether or not it is in hand. Under the job's monitor, so that
  /// the end of an attempt comes before or after it: a job that was let go meanwhile is taken into
  /// hand again.
  ///
  /// @return empty when there is no such message
  <T> Optional<T> with(QueueId id, Function<Job, T> action) {
    while (true) {
      Grip grip = grip(id);
      if (grip == null) {
        return Optional.empty();
      }
      Job job = grip.job();
      synchronized (job) {
        if (job.isLetGo()) {
          continue;
        }
        try {
          return Optional.of(action.apply(job));
        } finally {
          if (grip.loaded()) {
            release(job);
          }
        }
      }
    }
  }

  /// @param loaded whether the one who asked has to let it go again
  private record Grip(Job job, boolean loaded) {}

  private synchronized @Nullable Grip grip(QueueId id) {
    Job held = inHand.get(id);
    if (held != null) {
      return held.isStored() ? new Grip(held, false) : null;
    }
    Job loaded = load(id, null);
    return loaded == null ? null : new Grip(loaded, true);
  }

  /// A job's last way is gone. Called under the job's monitor.
  @Override
  public void ended(Job job) {
    if (!job.gone() && job.due() <= ports.clock().millis()) {
      deliveries.start(job);
    } else {
      release(job);
    }
  }

  /// Called under the job's monitor.
  private void release(Job job) {
    job.letGo();
    inHand.remove(job.id());
    ports.lease().release(job.id());
    long left = memory.addAndGet(-job.cost());
    if (!job.gone()) {
      lowerHorizon(job.due());
      scheduler.dueAt(job.due());
    }
    if (behind && left < memoryLimit / 2) {
      scheduler.wake();
    }
  }

  private boolean reserve(long cost) {
    if (memory.addAndGet(cost) <= memoryLimit) {
      return true;
    }
    memory.addAndGet(-cost);
    return false;
  }

  private void lowerHorizon(long due) {
    horizon.accumulateAndGet(due, Math::min);
  }

  /// Takes into hand what is due.
  ///
  /// @return when to be called next
  private long handOut() {
    if (paused) {
      return Scheduler.NEVER;
    }
    try {
      if (!restored) {
        tellRestored();
        restored = true;
      }
      return scan(ports.clock().millis());
    } catch (RuntimeException e) {
      ports.events().emit(new QueueEvent.Trouble("", e.toString()));
      return ports.clock().millis() + AFTER_TROUBLE.toMillis();
    }
  }

  private long scan(long now) {
    behind = false;
    if (now - lastFullScan > FULL_SCAN.toMillis()) {
      lastFullScan = now;
      horizon.set(0);
    }
    long start = horizon.get();
    byte[] from = Keys.of(start).bytes();
    boolean first = true;
    while (true) {
      var page = store.due(from, PAGE);
      if (first) {
        long earliest = page.isEmpty() ? now : QueueKeys.timeOfDue(page.getFirst().key());
        horizon.compareAndSet(start, Math.max(start, Math.min(earliest, now - SETTLED.toMillis())));
        first = false;
      }
      for (Entry entry : page) {
        long due = QueueKeys.timeOfDue(entry.key());
        if (due > now) {
          return due;
        }
        if (!take(QueueKeys.idOfDue(entry.key()), due)) {
          behind = true;
          return Scheduler.NEVER;
        }
      }
      if (page.size() < PAGE) {
        return Scheduler.NEVER;
      }
      from = QueueStore.after(page.getLast().key());
    }
  }

  /// @return false when there is no room
  private boolean take(QueueId id, long due) {
    if (inHand.containsKey(id) || unreadable.contains(id)) {
      return true;
    }
    if (memory.get() >= memoryLimit) {
      return false;
    }
    try {
      Job job = load(id, due);
      if (job != null) {
        deliveries.start(job);
      }
    } catch (StoreException.Corrupt e) {
      unreadable.add(id);
      ports.events().emit(new QueueEvent.Trouble(id.toString(), e.toString()));
    }
    return true;
  }

  /// Takes a message from the store into hand.
  ///
  /// @param due the time under which the index was seen to have it, or null when not known
  /// @return null when it is gone, in hand, or another node's
  private synchronized @Nullable Job load(QueueId id, @Nullable Long due) {
    if (inHand.containsKey(id) || !ports.lease().take(id)) {
      return null;
    }
    Job job = null;
    try {
      job = read(id, due);
      if (job != null) {
        memory.addAndGet(job.cost());
        inHand.put(id, job);
      }
      return job;
    } finally {
      if (job == null) {
        ports.lease().release(id);
      }
    }
  }

  private @Nullable Job read(QueueId id, @Nullable Long due) {
    if (due != null && !store.hasDue(due, id)) {
      return null;
    }
    StoredMessage message = store.load(id);
    if (message == null) {
      if (due != null) {
        store.write(batch -> store.deleteDue(batch, due, id));
      }
      return null;
    }
    Long indexed = due == null ? store.indexedDue(message) : due;
    var content = new MessageContent.Stored(store.blobs(), message.blob(), message.size());
    var job = new Job(store, message, content, indexed == null ? 0 : indexed);
    job.stored();
    return job;
  }
}

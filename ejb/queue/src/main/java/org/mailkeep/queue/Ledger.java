package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.RecipientState.Phase;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.QueueEvent;

/// Writes down what became of jobs: each change of a job is one commit, with the reports that it
/// calls for. While the store cannot take it, the job waits, and the worker with it.
final class Ledger {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final QueueStore store;
  private final Supplier<QueueRules> rules;
  private final Reports reports;
  private final Events events;
  private final int mostRecipients;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Ledger(
      QueueStore store,
      Supplier<QueueRules> rules,
      Reports reports,
      Events events,
      int mostRecipients) {
    this.store = store;
    this.rules = rules;
    this.reports = reports;
    this.events = events;
    this.mostRecipients = mostRecipients;
  }

  /// A point in time as the store keeps it.
  static Instant millis(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  /// Tries nothing again that the store does not take at once.
  void stop() {
    stopped.countDown();
  }

  /// Stores the outcomes of a way that has ended.
  ///
  /// @return the messages that are now queued: reports, and those of lists
  List<Job> record(Job job, SortedMap<Integer, Outcome> outcomes, Instant now) {
    try {
      synchronized (job) {
        SortedMap<Integer, Outcome> known = verified(job, outcomes);
        job.filed(handed(job, known));
        var verdicts = new Verdicts(rules.get().schedule(), mostRecipients);
        Verdicts.Change change = asked(job, verdicts.weigh(job.message(), known, now), now);
        job.tried(known.keySet());
        List<Job> made = change(job, change, new Circumstances(job.idle(), null), now);
        tell(job, known, change);
        done(job, now);
        return made;
      }
    } catch (StoreException e) {
      events.emit(new QueueEvent.Trouble(job.id().toString(), e.toString()));
      return List.of();
    }
  }

  /// The change, with those due now that an administrator wants tried again.
  private static Verdicts.Change asked(Job job, Verdicts.Change change, Instant now) {
    var states = new TreeMap<Integer, RecipientState>();
    change
        .states()
        .forEach((index, state) -> {
          boolean again = state.phase() == Phase.WAITING && job.isAsked(index);
          states.put(index, again ? state.at(now) : state);
        });
    return new Verdicts.Change(states, change.members(), change.reports(), change.postings());
  }

  /// Makes all that wait due now; those that are being tried are due again if that fails.
  void retry(Job job, Instant now) {
    synchronized (job) {
      var states = new TreeMap<Integer, RecipientState>();
      StoredMessage message = job.message();
      for (int i = 0; i < message.envelope().recipients().size(); i++) {
        RecipientState state = message.state(i);
        if (state.phase() == Phase.WAITING && job.isTrying(i)) {
          job.askAgain(i);
        } else if (state.phase() == Phase.WAITING) {
          states.put(i, state.at(now));
        }
      }
      asked(job, states, "retry", now);
    }
  }

  /// Gives up the recipients that are meant and that can be given up still.
  ///
  /// @return whether there was one
  boolean cancel(Job job, Predicate<Recipient> meant, Instant now) {
    synchronized (job) {
      var states = new TreeMap<Integer, RecipientState>();
      StoredMessage message = job.message();
      for (int i = 0; i < message.envelope().recipients().size() && !job.gone(); i++) {
        RecipientState state = message.state(i);
        boolean waits = state.phase() == Phase.WAITING && !job.isHanded(i);
        if (waits && meant.test(message.envelope().recipients().get(i))) {
          states.put(i, state.through(Phase.CANCELLED, null));
        }
      }
      asked(job, states, states.isEmpty() ? null : "cancel", now);
      return !states.isEmpty();
    }
  }

  /// Stores what an administrator asked for.
  ///
  /// @param audited what the audit trail calls it; null when it is not told
  private void asked(
      Job job, SortedMap<Integer, RecipientState> states, @Nullable String audited, Instant now) {
    change(job, Verdicts.Change.of(states), new Circumstances(job.idle(), audited), now);
  }

  /// How a change comes about.
  ///
  /// @param last whether nobody goes a way for this job any more
  /// @param audited what the audit trail calls it; null when it is not told
  private record Circumstances(boolean last, @Nullable String audited) {}

  /// Stores a change.
  private List<Job> change(Job job, Verdicts.Change change, Circumstances how, Instant now) {
    boolean last = how.last();
    if (job.gone()) {
      return List.of();
    }
    List<Reports.Draft> drafts =
        persistently(
            job.id(), () -> reports.drafts(job.message(), change.reports(), rules.get(), now));
    List<Posting> postings = reports.postings(change.postings());
    var plan = new Plan(job, job.message(), change, how, drafts, postings);
    StoredMessage next = persistently(job.id(), () -> store.write(batch -> fill(batch, plan)));
    if (plan.removes()) {
      job.removed();
    } else {
      job.changed(next, last ? next.due().toEpochMilli() : job.due());
    }
    var made = new ArrayList<>(reports.queued(drafts));
    postings.forEach(posting -> made.add(posted(job, posting)));
    return made;
  }

  private Job posted(Job job, Posting posting) {
    events.emit(
        new QueueEvent.Posted(
            job.id().toString(),
            posting.job().id().toString(),
            posting.list(),
            posting.job().message().envelope().recipients().size()));
    return posting.job();
  }

  /// What one commit does to a job.
  private record Plan(
      Job job,
      StoredMessage before,
      Verdicts.Change change,
      Circumstances how,
      List<Reports.Draft> drafts,
      List<Posting> postings) {
    StoredMessage plain() {
      return before.with(change.states());
    }

    boolean last() {
      return how.last();
    }

    boolean removes() {
      return last() && change.members().isEmpty() && plain().through();
    }
  }

  private StoredMessage fill(Batch batch, Plan plan) {
    plan.drafts().forEach(draft -> draft.addTo(batch));
    plan.postings().forEach(posting -> posting.addTo(batch));
    tell(batch, plan);
    if (plan.removes()) {
      store.remove(batch, plan.before(), plan.job().due());
      store.unlink(batch, plan.before());
      return plan.plain();
    }
    putStates(batch, plan.before(), plan.change().states());
    StoredMessage next = plan.plain();
    if (!plan.change().members().isEmpty()) {
      next = store.insertMembers(batch, next, plan.change().members());
    }
    if (plan.last()) {
      moveDue(batch, plan.job(), next.due().toEpochMilli());
    }
    return next;
  }

  private void tell(Batch batch, Plan plan) {
    Journal journal = store.journal();
    if (plan.how().audited() != null) {
      journal.audit(batch, plan.before(), plan.how().audited());
    }
    plan.change()
        .states()
        .forEach((index, state) -> journal.through(batch, plan.before(), index, state));
  }

  private void putStates(
      Batch batch, StoredMessage before, SortedMap<Integer, RecipientState> states) {
    states.forEach((index, state) -> {
      if (!state.equals(before.states().get(index))) {
        store.putState(batch, before.id(), index, state);
      }
    });
  }

  private void moveDue(Batch batch, Job job, long due) {
    if (due != job.due()) {
      store.deleteDue(batch, job.due(), job.id());
      store.putDue(batch, due, job.id());
    }
  }

  /// A settlement that was handed out may have been committed though the carrier could not tell;
  /// then its recipient is filed whatever the carrier says.
  private SortedMap<Integer, Outcome> verified(Job job, SortedMap<Integer, Outcome> outcomes) {
    boolean doubtful =
        outcomes.entrySet().stream()
            .anyMatch(e -> job.isHanded(e.getKey()) && !(e.getValue() instanceof Outcome.Filed));
    if (!doubtful) {
      return outcomes;
    }
    StoredMessage stored = persistently(job.id(), () -> new Found(store.load(job.id()))).message();
    var known = new TreeMap<>(outcomes);
    for (int index : outcomes.keySet()) {
      if (job.isHanded(index) && settled(stored, index)) {
        known.put(index, new Outcome.Filed());
      }
    }
    return known;
  }

  private record Found(@Nullable StoredMessage message) {}

  private static boolean settled(@Nullable StoredMessage stored, int index) {
    if (stored == null) {
      return true;
    }
    Phase phase = stored.state(index).phase();
    return phase == Phase.DELIVERED || phase == Phase.UNREPORTED;
  }

  private static List<Integer> handed(Job job, SortedMap<Integer, Outcome> outcomes) {
    var filed = new ArrayList<Integer>();
    outcomes.forEach((index, outcome) -> {
      if (outcome instanceof Outcome.Filed && job.isHanded(index)) {
        filed.add(index);
      }
    });
    return filed;
  }

  private <T> T persistently(QueueId id, Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return work.get();
      } catch (StoreException e) {
        if (await(pause)) {
          throw e;
        }
        events.emit(new QueueEvent.Trouble(id.toString(), e.toString()));
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      }
    }
  }

  /// @return whether the queue is stopping
  private boolean await(Duration pause) {
    try {
      return stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void tell(Job job, SortedMap<Integer, Outcome> outcomes, Verdicts.Change change) {
    List<Recipient> recipients = job.message().envelope().recipients();
    String id = job.id().toString();
    change
        .states()
        .forEach((index, state) -> {
          String to = recipients.get(index).address().toString();
          Status status = state.status();
          String reason = status == null ? "" : status.code() + " " + status.text();
          switch (state.phase()) {
            case WAITING ->
                events.emit(new QueueEvent.Deferred(id, to, reason, state.nextAttempt()));
            case FAILED -> events.emit(new QueueEvent.Failed(id, to, reason));
            case DELIVERED -> {
              if (outcomes.get(index) instanceof Outcome.Delivered) {
                events.emit(new QueueEvent.Delivered(id, to, reason));
              }
            }
            case UNREPORTED, CANCELLED, EXPANDED -> {}
          }
        });
  }

  private void done(Job job, Instant now) {
    if (job.gone()) {
      Instant received = job.message().envelope().receivedAt();
      events.emit(new QueueEvent.Done(job.id().toString(), Duration.between(received, now)));
    }
  }
}

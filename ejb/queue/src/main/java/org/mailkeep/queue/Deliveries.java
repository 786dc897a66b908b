package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailkeep.telemetry.QueueEvent;

/// Takes jobs through their attempts: routes the recipients that are due, has each way gone by its
/// lane's workers, and has the outcomes stored before anything else is done about them.
final class Deliveries {
  private final QueuePorts ports;
  private final Ledger ledger;
  private final Workers local;
  private final Workers remote;
  private final Owner owner;
  private volatile boolean stopping;

  /// Whose jobs they are.
  interface Owner {
    /// The last way of a job's round is gone, and its outcome is stored. Called under the job's
    /// monitor, so that nothing comes between the outcome and what is done about the job.
    void ended(Job job);

    /// A report was queued.
    void launch(Job report);
  }

  Deliveries(QueuePorts ports, QueueLimits limits, Ledger ledger, Owner owner) {
    this.ports = ports;
    this.ledger = ledger;
    this.owner = owner;
    int locals = limits.localDeliveries();
    this.local = new Workers(ports.threads(), locals, locals);
    this.remote = new Workers(ports.threads(), limits.remoteDeliveries(), limits.perDestination());
  }

  /// Begins a round of attempts for whoever is due.
  void start(Job job) {
    local.submit("", () -> guarded(job, () -> round(job)));
  }

  void hold() {
    local.hold();
    remote.hold();
  }

  void release() {
    local.release();
    remote.release();
  }

  int active() {
    return local.active() + remote.active();
  }

  int waiting() {
    return local.waiting() + remote.waiting();
  }

  /// Ends attempts: those that do not end in time are interrupted and will be made again.
  void close(Duration grace) {
    local.hold();
    remote.hold();
    stopping = true;
    ledger.stop();
    local.close(grace);
    remote.close(grace);
  }

  /// A defect of ours stops one message until the next start, and nothing else.
  private void guarded(Job job, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      ports.events().emit(new QueueEvent.Trouble(job.id().toString(), e.toString()));
    }
  }

  private void round(Job job) {
    List<Integer> due = job.begin(ports.clock().instant());
    SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
    var ways = new LinkedHashMap<Routing.Way, List<Integer>>();
    for (int recipient : due) {
      route(job, recipient, ways, outcomes);
    }
    boolean allRemote =
        outcomes.isEmpty()
            && !ways.isEmpty()
            && ways.keySet().stream().allMatch(way -> way.lane() == Routing.Lane.REMOTE);
    job.beginWays(allRemote ? remoteWays(ways) - 1 : remoteWays(ways));
    ways.forEach((way, indexes) -> {
      switch (way.lane()) {
        case LOCAL -> outcomes.putAll(carry(job, way, indexes));
        case REMOTE ->
            remote.submit(
                way.destination(), () -> guarded(job, () -> end(job, carry(job, way, indexes))));
      }
    });
    if (!allRemote) {
      end(job, outcomes);
    }
  }

  private static int remoteWays(Map<Routing.Way, List<Integer>> ways) {
    return (int) ways.keySet().stream().filter(w -> w.lane() == Routing.Lane.REMOTE).count();
  }

  private void route(
      Job job,
      int recipient,
      Map<Routing.Way, List<Integer>> ways,
      SortedMap<Integer, Outcome> outcomes) {
    StoredMessage message = job.message();
    if (message.state(recipient).phase() == RecipientState.Phase.UNREPORTED) {
      outcomes.put(recipient, new Outcome.Filed());
      return;
    }
    switch (routed(job, message.envelope().recipients().get(recipient))) {
      case Routing.Way way -> ways.computeIfAbsent(way, _ -> new ArrayList<>()).add(recipient);
      case Routing.Nowhere(Outcome outcome) -> outcomes.put(recipient, outcome);
    }
  }

  private Routing routed(Job job, Recipient recipient) {
    try {
      return ports.router().route(recipient);
    } catch (RuntimeException e) {
      return new Routing.Nowhere(trouble(job, e));
    }
  }

  private SortedMap<Integer, Outcome> carry(Job job, Routing.Way way, List<Integer> indexes) {
    var outcomes = new TreeMap<Integer, Outcome>();
    try {
      List<Outcome> results = way.carrier().carry(Trial.of(job, List.copyOf(indexes)));
      if (results.size() != indexes.size()) {
        throw new IllegalStateException(
            results.size() + " outcomes for " + indexes.size() + " recipients");
      }
      for (int i = 0; i < results.size(); i++) {
        outcomes.put(indexes.get(i), results.get(i));
      }
    } catch (RuntimeException e) {
      Outcome deferred = trouble(job, e);
      indexes.forEach(index -> outcomes.put(index, deferred));
    }
    return outcomes;
  }

  /// What an attempt comes to that broke off.
  private Outcome trouble(Job job, RuntimeException e) {
    if (!stopping) {
      ports.events().emit(new QueueEvent.Trouble(job.id().toString(), e.toString()));
    }
    return new Outcome.Deferred(Status.ours("4.3.0", "Temporary failure of this server"));
  }

  /// Stores what a way came to. When the server is stopping, a way that broke off leaves no trace:
  /// it is gone again at the next start.
  private void end(Job job, SortedMap<Integer, Outcome> outcomes) {
    if (stopping) {
      outcomes.values().removeIf(outcome -> outcome instanceof Outcome.Deferred);
    }
    List<Job> reports;
    synchronized (job) {
      boolean last = job.endWay();
      reports = ledger.record(job, outcomes, instant());
      if (last) {
        owner.ended(job);
      }
    }
    reports.forEach(owner::launch);
  }

  private Instant instant() {
    return Ledger.millis(ports.clock().instant());
  }
}

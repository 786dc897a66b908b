package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.telemetry.QueueEvent;

/// The queue in the data store. [#start] takes up what an earlier run left; [#close] lets attempts
/// end and leaves the rest for the next run.
public final class StoredQueue implements MailQueue, QueueControl, AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// Messages that a page of a list looks at for each that it may show.
  private static final int LOOKS_PER_HIT = 10;

  private final QueuePorts ports;
  private final QueueStore store;
  private final QueueIds ids;
  private final Dispatcher dispatcher;
  private final DirectDelivery direct;

  /// @param rules read before each use, so that a reload takes effect
  public StoredQueue(QueuePorts ports, QueueLimits limits, Supplier<QueueRules> rules) {
    this.ports = ports;
    var journal = new Journal(new Outbox(ports.clock(), ports.chance()), ports.deliveryHistory());
    this.store = new QueueStore(ports.data(), ports.blobs(), journal);
    this.ids = new QueueIds(ports.clock(), ports.chance());
    this.dispatcher = new Dispatcher(ports, limits, store, rules, ids::next);
    this.direct = new DirectDelivery(ports.router(), this, journal);
  }

  /// Begins to deliver.
  public void start() {
    dispatcher.start();
  }

  /// Stops delivering; waits a while for attempts that are in progress, and interrupts those that
  /// take longer.
  @Override
  public void close() {
    dispatcher.close(GRACE);
  }

  @Override
  public QueueId nextId() {
    return ids.next();
  }

  @Override
  public void enqueue(QueueId id, StagedBlob blob, Envelope envelope) {
    Job job = Job.fresh(store, id, envelope, blob);
    dispatcher.register(job);
    boolean stored = false;
    try {
      store.add(job.message(), blob);
      stored = true;
    } finally {
      if (!stored) {
        dispatcher.forget(job);
      }
    }
    queued(job.message());
    dispatcher.launch(job);
  }

  @Override
  public List<Outcome> deliver(QueueId id, StagedBlob blob, Envelope envelope) {
    return direct.deliver(id, blob, envelope);
  }

  @Override
  public Page list(QueueFilter filter, @Nullable QueueId after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page of " + limit);
    }
    int looks = Math.multiplyExact(limit, filter.equals(QueueFilter.ALL) ? 1 : LOOKS_PER_HIT);
    List<StoredMessage> found = store.after(after, looks + 1);
    var shown = new ArrayList<QueuedMessage>();
    QueueId last = after;
    for (StoredMessage message : found.subList(0, Math.min(looks, found.size()))) {
      if (shown.size() == limit) {
        return new Page(shown, last);
      }
      last = message.id();
      Job job = dispatcher.inHand(message.id());
      QueuedMessage view = job == null ? view(message, null) : view(job.message(), job);
      if (filter.matches(view)) {
        shown.add(view);
      }
    }
    return new Page(shown, found.size() > looks ? last : null);
  }

  @Override
  public Optional<QueuedMessage> show(QueueId id) {
    Job job = dispatcher.inHand(id);
    if (job != null && !job.gone()) {
      return Optional.of(view(job.message(), job));
    }
    StoredMessage message = store.load(id);
    return Optional.ofNullable(message).map(found -> view(found, null));
  }

  @Override
  public boolean retry(QueueId id) {
    Instant now = Ledger.millis(ports.clock().instant());
    boolean there =
        dispatcher
            .with(
                id,
                job -> {
                  dispatcher.ledger().retry(job, now);
                  return !job.gone();
                })
            .orElse(false);
    dispatcher.wake();
    return there;
  }

  @Override
  public boolean cancel(QueueId id) {
    return cancel(id, _ -> true);
  }

  @Override
  public boolean cancel(QueueId id, Address recipient) {
    Address meant = recipient.canonical();
    return cancel(id, one -> one.address().canonical().equals(meant));
  }

  private boolean cancel(QueueId id, Predicate<Recipient> meant) {
    Instant now = Ledger.millis(ports.clock().instant());
    return dispatcher.with(id, job -> dispatcher.ledger().cancel(job, meant, now)).orElse(false);
  }

  @Override
  public void pause() {
    dispatcher.pause();
  }

  @Override
  public void resume() {
    dispatcher.resume();
  }

  @Override
  public Condition condition() {
    return dispatcher.condition();
  }

  /// Looks again at what is due; for a clock that was set.
  public void wake() {
    dispatcher.wake();
  }

  /// Whether all that is stored of the queue fits together.
  public Verification.Check check() {
    return new QueueCheck(ports.data(), ports.blobs(), dispatcher::lookAgain);
  }

  /// Whether nothing is in hand and nothing due.
  boolean idle() {
    return dispatcher.idle();
  }

  private void queued(StoredMessage message) {
    int recipients = message.envelope().recipients().size();
    Address sender = message.envelope().sender();
    ports
        .events()
        .emit(
            new QueueEvent.Queued(
                message.id().toString(),
                sender == null ? "<>" : sender.toString(),
                recipients,
                message.size()));
  }

  private QueuedMessage view(StoredMessage message, @Nullable Job job) {
    Envelope envelope = message.envelope();
    var recipients = new ArrayList<QueuedRecipient>();
    for (int i = 0; i < envelope.recipients().size(); i++) {
      boolean trying = job != null && job.isTrying(i);
      recipients.add(
          view(
              envelope.recipients().get(i).address(),
              message.state(i),
              trying,
              dispatcher.expiry(envelope.receivedAt())));
    }
    return new QueuedMessage(
        message.id(),
        envelope.sender(),
        message.blob(),
        message.size(),
        envelope.receivedAt(),
        envelope.account(),
        envelope.options(),
        message.due(),
        recipients);
  }

  private static QueuedRecipient view(
      Address address, RecipientState state, boolean trying, Instant expires) {
    var phase =
        switch (state.phase()) {
          case WAITING -> trying ? QueuedRecipient.Phase.TRYING : QueuedRecipient.Phase.WAITING;
          case UNREPORTED, DELIVERED -> QueuedRecipient.Phase.DELIVERED;
          case FAILED -> QueuedRecipient.Phase.FAILED;
          case CANCELLED -> QueuedRecipient.Phase.CANCELLED;
          case EXPANDED -> QueuedRecipient.Phase.EXPANDED;
        };
    boolean waits = state.phase() == RecipientState.Phase.WAITING;
    return new QueuedRecipient(
        address,
        phase,
        state.retries(),
        waits ? state.nextAttempt() : null,
        waits ? expires : null,
        state.status());
  }
}

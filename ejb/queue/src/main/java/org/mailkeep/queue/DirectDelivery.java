package org.mailkeep.queue;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.StagedBlob;

/// Delivers without queueing: into mailboxes at once. What leads elsewhere is queued, which makes
/// this server responsible for it just as well.
final class DirectDelivery {
  private final Router router;
  private final MailQueue queue;
  private final Journal journal;

  DirectDelivery(Router router, MailQueue queue, Journal journal) {
    this.journal = journal;
    this.router = router;
    this.queue = queue;
  }

  List<Outcome> deliver(QueueId id, StagedBlob blob, Envelope envelope) {
    var outcomes = new ArrayList<Outcome>();
    for (Recipient recipient : envelope.recipients()) {
      outcomes.add(deliver(new Direct(id, blob, envelope, recipient, journal)));
    }
    return outcomes;
  }

  private Outcome deliver(Direct attempt) {
    return switch (router.route(attempt.recipient())) {
      case Routing.Nowhere(Outcome outcome) -> outcome;
      case Routing.Way way ->
          switch (way.lane()) {
            case LOCAL -> settled(attempt, way.carrier().carry(attempt).getFirst());
            case REMOTE -> queued(attempt, List.of(attempt.recipient()));
          };
    };
  }

  private Outcome settled(Direct attempt, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Filed _ -> new Outcome.Delivered(Status.ours("2.1.5", "Delivered"), false);
      case Outcome.Expanded(List<Recipient> members) -> queued(attempt, members);
      case Outcome.Posted(StagedBlob message, Envelope envelope, String _) -> {
        queue.enqueue(queue.nextId(), message, envelope);
        yield new Outcome.Delivered(Status.ours("2.1.5", "Posted to the list"), false);
      }
      case Outcome.Delivered _, Outcome.Deferred _, Outcome.Failed _ -> outcome;
    };
  }

  private Outcome queued(Direct attempt, List<Recipient> recipients) {
    queue.enqueue(queue.nextId(), attempt.blob(), attempt.envelope().withRecipients(recipients));
    return new Outcome.Delivered(Status.ours("2.1.5", "Queued"), true);
  }

  /// An attempt for one recipient who is on no queue.
  private record Direct(
      QueueId id, StagedBlob blob, Envelope envelope, Recipient recipient, Journal journal)
      implements Attempt {
    @Override
    public MessageContent content() {
      return new MessageContent.Recent(blob, false);
    }

    @Override
    public Content hand(int index) {
      return content().content();
    }

    @Override
    public List<Recipient> recipients() {
      return List.of(recipient);
    }

    @Override
    public int retries() {
      return 0;
    }

    @Override
    public void settle(int index, Batch batch) {
      journal.filed(batch, id.toString(), envelope, recipient);
    }
  }
}

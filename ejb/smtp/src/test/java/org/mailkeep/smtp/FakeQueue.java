package org.mailkeep.smtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailQueue;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;

/// Keeps what it was given; can fail. Delivers to all but the mailboxes named `full` and `gone`.
final class FakeQueue implements MailQueue {
  final List<Envelope> envelopes = new ArrayList<>();
  final List<String> messages = new ArrayList<>();
  @Nullable StoreException failure;
  private long last = 1000;

  @Override
  public QueueId nextId() {
    return new QueueId(++last);
  }

  @Override
  public void enqueue(QueueId id, StagedBlob message, Envelope envelope) {
    if (failure != null) {
      throw failure;
    }
    envelopes.add(envelope);
    messages.add(((FakeBlobs.Text) message).text());
  }

  @Override
  public List<Outcome> deliver(QueueId id, StagedBlob message, Envelope envelope) {
    enqueue(id, message, envelope);
    return envelope.recipients().stream().map(r -> outcome(r.address().local())).toList();
  }

  private static Outcome outcome(String local) {
    return switch (local) {
      case "full" -> new Outcome.Deferred(Status.ours("4.2.2", "mailbox is full"));
      case "gone" -> new Outcome.Failed(Status.ours("5.1.1", "nobody here"));
      default -> new Outcome.Filed();
    };
  }
}

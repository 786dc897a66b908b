package org.mailkeep.queue;

import java.util.List;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.store.api.Batch;

/// An attempt for some recipients of a job.
///
/// @param indexes of the recipients in the envelope
record Trial(Job job, Envelope envelope, List<Integer> indexes, int retries) implements Attempt {
  static Trial of(Job job, List<Integer> indexes) {
    StoredMessage message = job.message();
    int retries = indexes.stream().mapToInt(i -> message.state(i).retries()).min().orElse(0);
    return new Trial(job, message.envelope(), indexes, retries);
  }

  @Override
  public QueueId id() {
    return job.id();
  }

  @Override
  public MessageContent content() {
    return job.content();
  }

  @Override
  public Content hand(int recipient) {
    return job.hand(indexes.get(recipient));
  }

  @Override
  public List<Recipient> recipients() {
    return indexes.stream().map(envelope.recipients()::get).toList();
  }

  @Override
  public void settle(int recipient, Batch batch) {
    job.settle(indexes.get(recipient), batch);
  }
}

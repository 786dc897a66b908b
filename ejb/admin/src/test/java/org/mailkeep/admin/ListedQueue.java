package org.mailkeep.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.queue.QueuedRecipient;
import org.mailkeep.store.api.StoreException;

/// A queue in a list, whose pages are short on purpose.
final class ListedQueue implements QueueControl {
  final List<QueuedMessage> messages = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  private boolean paused;
  boolean down;

  void add(int id, String sender, String recipient) {
    var to =
        new QueuedRecipient(
            Address.of(recipient), QueuedRecipient.Phase.WAITING, 0, null, null, null);
    messages.add(
        new QueuedMessage(
            new QueueId(id),
            Address.of(sender),
            BlobHash.of(new byte[BlobHash.LENGTH]),
            100,
            Instant.EPOCH,
            null,
            MailOptions.NONE,
            Instant.EPOCH,
            List.of(to)));
  }

  @Override
  public Page list(QueueFilter filter, @Nullable QueueId after, int limit) {
    if (down) {
      throw new StoreException.Unavailable("the queue's store is down");
    }
    long from = after == null ? 0 : after.value();
    var rest = messages.stream().filter(m -> m.id().value() > from).toList();
    var looked = rest.subList(0, Math.min(rest.size(), Math.min(limit, 3)));
    boolean more = looked.size() < rest.size();
    return new Page(
        looked.stream().filter(filter::matches).toList(), more ? looked.getLast().id() : null);
  }

  @Override
  public Optional<QueuedMessage> show(QueueId id) {
    return messages.stream().filter(message -> message.id().equals(id)).findFirst();
  }

  @Override
  public boolean retry(QueueId id) {
    return did("retry", id);
  }

  @Override
  public boolean cancel(QueueId id) {
    return did("cancel", id) && messages.removeIf(message -> message.id().equals(id));
  }

  @Override
  public boolean cancel(QueueId id, Address recipient) {
    return did("cancel " + recipient, id);
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public Condition condition() {
    return new Condition(paused, 0, messages.size());
  }

  private boolean did(String what, QueueId id) {
    boolean there = show(id).isPresent();
    if (there) {
      done.add(what + " " + id);
    }
    return there;
  }
}

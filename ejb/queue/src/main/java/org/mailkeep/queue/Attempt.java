package org.mailkeep.queue;

import java.util.List;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.store.api.Batch;

/// One try to take a message to those of its recipients that go the same way.
public interface Attempt {
  /// Which message.
  QueueId id();

  /// Its octets.
  MessageContent content();

  /// Its octets as a mailbox takes them. Asked once for a recipient, and then filed together with
  /// [#settle], it may be the queue's own reference that goes over to the mailbox.
  ///
  /// @param recipient an index of [#recipients]
  Content hand(int recipient);

  /// Its envelope, with all recipients that it ever had.
  Envelope envelope();

  /// To whom, now.
  List<Recipient> recipients();

  /// How often these were tried before; the least of them.
  int retries();

  /// Adds to the commit that files a recipient's copy all that takes the recipient off the queue.
  /// The recipient's outcome is then [Outcome.Filed]. Asked again after a commit that did not
  /// happen, it gives the same.
  ///
  /// @param recipient an index of [#recipients]
  void settle(int recipient, Batch batch);
}
